#include "CGIF.h"

#include <gif_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t count, offset;
    bool ended;
} source;

static int take(GifFileType *gif, GifByteType *out, int size) {
    source *s = gif->UserData;
    size_t left = s->count - s->offset, given = (size_t)size < left ? (size_t)size : left;
    if (given < (size_t)size) s->ended = true;
    memcpy(out, s->bytes + s->offset, given);
    s->offset += given;
    return (int)given;
}

/// Reads an extension; the index of the transparent colour, or what it was.
static bool read_extension(GifFileType *gif, int *transparent) {
    int kind = 0;
    GifByteType *block = NULL;
    if (DGifGetExtension(gif, &kind, &block) != GIF_OK) return false;
    while (block != NULL) {
        GraphicsControlBlock control;
        if (kind == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
            *transparent = control.TransparentColor;
        }
        if (DGifGetExtensionNext(gif, &block) != GIF_OK) return false;
    }
    return true;
}

static int read_image(GifFileType *gif, int transparent, cgif_picture *p) {
    static const uint32_t first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    if (DGifGetImageDesc(gif) != GIF_OK) return CGIF_CORRUPT;
    const GifImageDesc *image = &gif->Image;
    const ColorMapObject *colors = image->ColorMap != NULL ? image->ColorMap : gif->SColorMap;
    if (colors == NULL || image->Width <= 0 || image->Height <= 0 || image->Left < 0 || image->Top < 0) return CGIF_CORRUPT;
    uint32_t width = (uint32_t)image->Width, height = (uint32_t)image->Height, left = (uint32_t)image->Left, top = (uint32_t)image->Top;
    p->width = gif->SWidth > 0 ? (uint32_t)gif->SWidth : width;
    p->height = gif->SHeight > 0 ? (uint32_t)gif->SHeight : height;
    // Some writers give a canvas that is smaller than the image; browsers enlarge it.
    if (left + width > p->width) p->width = left + width;
    if (top + height > p->height) p->height = top + height;
    if ((uint64_t)p->width * p->height > (uint64_t)1 << 28) return CGIF_TOO_LARGE;
    bool covers = width == p->width && height == p->height;
    p->channels = covers && transparent == NO_TRANSPARENT_COLOR ? 3 : 4;
    p->pixels = calloc((size_t)p->width * p->height, (size_t)p->channels);
    GifByteType *row = malloc(width);
    if (p->pixels == NULL || row == NULL) {
        free(row);
        return CGIF_NO_MEMORY;
    }
    bool whole = true;
    for (int pass = image->Interlace ? 0 : 3; whole && pass < 4; pass++) {
        uint32_t y = image->Interlace ? first[pass] : 0;
        for (; whole && y < height; y += image->Interlace ? step[pass] : 1) {
            whole = DGifGetLine(gif, row, (int)width) == GIF_OK;
            uint8_t *out = p->pixels + ((size_t)(top + y) * p->width + left) * (size_t)p->channels;
            for (uint32_t x = 0; whole && x < width; x++, out += p->channels) {
                if (row[x] == transparent) continue;
                GifColorType color = row[x] < colors->ColorCount ? colors->Colors[row[x]] : (GifColorType){0, 0, 0};
                out[0] = color.Red;
                out[1] = color.Green;
                out[2] = color.Blue;
                if (p->channels == 4) out[3] = 255;
            }
        }
    }
    free(row);
    return whole ? CGIF_OK : CGIF_CORRUPT;
}

int cgif_read(const uint8_t *bytes, size_t count, cgif_picture *picture, char *message, size_t capacity) {
    memset(picture, 0, sizeof *picture);
    message[0] = 0;
    source s = {.bytes = bytes, .count = count};
    int error = 0, code = CGIF_CORRUPT, transparent = NO_TRANSPARENT_COLOR;
    GifFileType *gif = DGifOpen(&s, take, &error);
    bool goes_on = gif != NULL, found = false;
    while (goes_on) {
        GifRecordType kind = UNDEFINED_RECORD_TYPE;
        goes_on = DGifGetRecordType(gif, &kind) == GIF_OK;
        if (!goes_on) break;
        if (kind == EXTENSION_RECORD_TYPE) {
            goes_on = read_extension(gif, &transparent);
        } else if (kind == IMAGE_DESC_RECORD_TYPE && !found) {
            code = read_image(gif, transparent, picture);
            found = true;
            goes_on = code == CGIF_OK;
        } else {
            picture->has_more = kind == IMAGE_DESC_RECORD_TYPE;
            goes_on = false;
        }
    }
    if (gif != NULL && error == 0) error = gif->Error;
    if (code == CGIF_CORRUPT) {
        if (s.ended) code = CGIF_TRUNCATED;
        const char *words = error != 0 ? GifErrorString(error) : NULL;
        snprintf(message, capacity, "%s", words != NULL ? words : "it has no image");
    }
    if (gif != NULL) DGifCloseFile(gif, &error);
    return code;
}

void cgif_free(cgif_picture *picture) {
    free(picture->pixels);
    memset(picture, 0, sizeof *picture);
}
