#include "CTIFF.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/// The most pixels that are read: 2^28, 16384 x 16384.
static const uint64_t MOST_PIXELS = (uint64_t)1 << 28;

static void copy_tag(TIFF *tiff, uint32_t tag, uint8_t **out, size_t *out_count) {
    uint32_t count = 0;
    void *bytes = NULL;
    if (!TIFFGetField(tiff, tag, &count, &bytes) || count == 0 || bytes == NULL) return;
    *out = malloc(count);
    if (*out == NULL) return;
    memcpy(*out, bytes, count);
    *out_count = count;
}

static void copy_metadata(TIFF *tiff, ctiff_picture *p) {
    copy_tag(tiff, TIFFTAG_ICCPROFILE, &p->profile, &p->profile_count);
    copy_tag(tiff, TIFFTAG_XMLPACKET, &p->xmp, &p->xmp_count);
    uint16_t orientation = ORIENTATION_TOPLEFT, unit = RESUNIT_INCH;
    float x = 0, y = 0;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    p->orientation = orientation;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x) && TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y) && x > 0 && y > 0
        && (unit == RESUNIT_INCH || unit == RESUNIT_CENTIMETER)) {
        p->density_unit = unit;
        p->density_x = x;
        p->density_y = y;
    }
}

/// Whether the samples can be taken as they are: interleaved, unsigned, 8 or 16 bits, grey, RGB or inks, at most one alpha.
static bool is_plain(TIFF *tiff, ctiff_picture *p) {
    uint16_t depth = 1, channels = 1, layout = PLANARCONFIG_CONTIG, format = SAMPLEFORMAT_UINT, light = 0, extras = 0;
    uint16_t *kinds = NULL;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &depth);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &channels);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &light)) return false;
    p->stored_depth = depth;
    if ((depth != 8 && depth != 16) || (layout != PLANARCONFIG_CONTIG && channels > 1) || format != SAMPLEFORMAT_UINT) return false;
    // Alpha that the colours were multiplied by goes through libtiff's conversion.
    if (extras > 1 || (extras == 1 && kinds != NULL && kinds[0] == EXTRASAMPLE_ASSOCALPHA)) return false;
    p->channels = channels;
    p->depth = depth;
    p->is_inks = light == PHOTOMETRIC_SEPARATED && channels == 4 && extras == 0 && depth == 8;
    return p->is_inks || (light == PHOTOMETRIC_MINISBLACK && channels == 1 + extras)
        || (light == PHOTOMETRIC_RGB && channels == 3 + extras);
}

static bool read_strips(TIFF *tiff, ctiff_picture *p) {
    size_t row_bytes = (size_t)p->width * (size_t)p->channels * (size_t)(p->depth / 8);
    if ((size_t)TIFFScanlineSize(tiff) != row_bytes) return false;
    for (uint32_t y = 0; y < p->height; y++) {
        if (TIFFReadScanline(tiff, (uint8_t *)p->samples + y * row_bytes, y, 0) != 1) return false;
    }
    return true;
}

static bool read_tiles(TIFF *tiff, ctiff_picture *p) {
    uint32_t width = 0, height = 0;
    size_t pixel = (size_t)p->channels * (size_t)(p->depth / 8);
    if (!TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width) || !TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height)) return false;
    if (width == 0 || height == 0 || (uint64_t)width * height > MOST_PIXELS) return false;
    if ((size_t)TIFFTileSize(tiff) != (size_t)width * height * pixel) return false;
    uint8_t *tile = malloc((size_t)width * height * pixel);
    bool whole = tile != NULL;
    for (uint32_t top = 0; whole && top < p->height; top += height) {
        for (uint32_t left = 0; whole && left < p->width; left += width) {
            if (TIFFReadTile(tiff, tile, left, top, 0, 0) < 0) {
                whole = false;
                break;
            }
            uint32_t columns = p->width - left < width ? p->width - left : width;
            uint32_t rows = p->height - top < height ? p->height - top : height;
            for (uint32_t y = 0; y < rows; y++) {
                memcpy((uint8_t *)p->samples + ((size_t)(top + y) * p->width + left) * pixel, tile + (size_t)y * width * pixel,
                       columns * pixel);
            }
        }
    }
    free(tile);
    return whole;
}

/// Any other kind as RGBA of 8 bits, by libtiff.
static bool read_converted(TIFF *tiff, ctiff_picture *p) {
    size_t pixels = (size_t)p->width * p->height;
    uint32_t *raster = p->samples;
    p->channels = 4;
    p->depth = 8;
    p->is_converted = true;
    // It does not undo the orientation here either: the first row of the file comes first.
    if (!TIFFReadRGBAImageOriented(tiff, p->width, p->height, raster, p->orientation, 1)) return false;
    uint8_t *out = p->samples;
    for (size_t i = 0; i < pixels; i++) {
        uint32_t value = raster[i];
        uint8_t alpha = (uint8_t)TIFFGetA(value), c[3] = {TIFFGetR(value), TIFFGetG(value), TIFFGetB(value)};
        for (int k = 0; k < 3; k++) {
            // libtiff multiplies by alpha.
            uint32_t whole = alpha > 0 && alpha < 255 ? (c[k] * 255u + alpha / 2) / alpha : c[k];
            out[4 * i + (size_t)k] = (uint8_t)(whole > 255 ? 255 : whole);
        }
        out[4 * i + 3] = alpha;
    }
    return true;
}

int ctiff_read(const uint8_t *bytes, size_t count, ctiff_picture *picture, char *message, size_t capacity) {
    memset(picture, 0, sizeof *picture);
    message[0] = 0;
    memory_file file = {.bytes = bytes, .count = count, .message = message, .capacity = capacity};
    // "m": no mapped memory, the file is in memory already.
    TIFF *tiff = memory_open(&file, "rm");
    if (tiff == NULL) return CTIFF_CORRUPT;
    int code = CTIFF_CORRUPT;
    if (TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &picture->width) && TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &picture->height)
        && picture->width > 0 && picture->height > 0) {
        uint64_t pixels = (uint64_t)picture->width * picture->height;
        copy_metadata(tiff, picture);
        bool plain = is_plain(tiff, picture);
        size_t pixel = plain ? (size_t)picture->channels * (size_t)(picture->depth / 8) : 4;
        // No coding of TIFF is better than CCITT's, some thousand pixels to a byte.
        if (pixels > MOST_PIXELS) {
            code = CTIFF_TOO_LARGE;
        } else if (pixels / 65536 > count) {
            snprintf(message, capacity, "it is too short for its size");
        } else if ((picture->samples = calloc(pixels, pixel)) == NULL) {
            code = CTIFF_NO_MEMORY;
        } else if (plain ? (TIFFIsTiled(tiff) ? read_tiles(tiff, picture) : read_strips(tiff, picture)) : read_converted(tiff, picture)) {
            code = CTIFF_OK;
        }
        picture->has_more = code == CTIFF_OK && !TIFFLastDirectory(tiff);
    }
    TIFFClose(tiff);
    return code;
}

void ctiff_free(ctiff_picture *picture) {
    free(picture->samples);
    free(picture->profile);
    free(picture->xmp);
    memset(picture, 0, sizeof *picture);
}
