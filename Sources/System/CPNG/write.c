#include "CPNG.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// One writing; outside the frame that calls setjmp, as in read.c.
typedef struct {
    const cpng_source *source;
    png_structp png;
    png_infop info;
    png_textp texts;
    uint8_t *out;
    size_t count, room;
    int code;
    char *message;
    size_t capacity;
} writer;

/// Longer values than this are worth compressing.
enum { PLAIN_TEXT = 1024 };

static void fail(png_structp png, png_const_charp words) {
    writer *w = png_get_error_ptr(png);
    if (w->code == CPNG_OK) w->code = CPNG_CORRUPT;
    snprintf(w->message, w->capacity, "%s", words);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp words) {
    (void)png;
    (void)words;
}

_Noreturn static void out_of_memory(writer *w) {
    w->code = CPNG_NO_MEMORY;
    png_error(w->png, "out of memory");
}

static void give(png_structp png, png_bytep bytes, size_t count) {
    writer *w = png_get_io_ptr(png);
    if (w->room - w->count < count) {
        size_t room = 2 * w->room + count + 4096;
        uint8_t *larger = realloc(w->out, room);
        if (larger == NULL) out_of_memory(w);
        w->out = larger;
        w->room = room;
    }
    memcpy(w->out + w->count, bytes, count);
    w->count += count;
}

static void flush(png_structp png) {
    (void)png;
}

static void add_texts(writer *w) {
    if (w->source->text_count == 0) return;
    w->texts = calloc(w->source->text_count, sizeof(png_text));
    if (w->texts == NULL) out_of_memory(w);
    const char *next = w->source->texts;
    for (size_t i = 0; i < w->source->text_count; i++) {
        png_textp text = &w->texts[i];
        char kind = *next++;
        // libpng's fields are not const; it copies both and changes neither.
        text->key = (char *)next;
        next += strlen(next) + 1;
        text->text = (char *)next;
        size_t length = strlen(next);
        next += length + 1;
        if (kind != 0) {
            text->compression = length > PLAIN_TEXT && kind == 1 ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE;
            text->itxt_length = length;
        } else {
            text->compression = length > PLAIN_TEXT ? PNG_TEXT_COMPRESSION_zTXt : PNG_TEXT_COMPRESSION_NONE;
            text->text_length = length;
        }
    }
    png_set_text(w->png, w->info, w->texts, (int)w->source->text_count);
}

static void add_colors(writer *w) {
    const cpng_source *s = w->source;
    if (s->profile != NULL) {
        png_set_iCCP(w->png, w->info, "icc", PNG_COMPRESSION_TYPE_BASE, s->profile, (png_uint_32)s->profile_count);
    } else if (s->is_srgb) {
        png_set_sRGB_gAMA_and_cHRM(w->png, w->info, PNG_sRGB_INTENT_PERCEPTUAL);
    } else {
        const int32_t *c = s->chromaticities;
        if (s->gamma > 0) png_set_gAMA_fixed(w->png, w->info, s->gamma);
        if (s->has_chromaticities) {
            png_set_cHRM_fixed(w->png, w->info, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        }
    }
}

static void write_all(writer *w) {
    static const int types[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
    const cpng_source *s = w->source;
    if (setjmp(png_jmpbuf(w->png))) return;
    png_set_write_fn(w->png, w, give, flush);
    png_set_user_limits(w->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(w->png, w->info, s->width, s->height, s->depth, types[s->channels - 1], PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    // The profile is the one that was read: libpng would refuse some old ones of sRGB, which many programs wrote.
    png_set_option(w->png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
    add_colors(w);
    if (s->density_x > 0) png_set_pHYs(w->png, w->info, s->density_x, s->density_y, PNG_RESOLUTION_METER);
    // libpng's parameter is not const; it copies the bytes.
    if (s->exif != NULL) png_set_eXIf_1(w->png, w->info, (png_uint_32)s->exif_count, (png_bytep)s->exif);
    add_texts(w);
    // Of a photograph of 12 megapixels level 3 makes a file that is 2 % larger, in half the time of level 6.
    if ((uint64_t)s->width * s->height >= 4000000) png_set_compression_level(w->png, 3);
    png_write_info(w->png, w->info);
    if (s->depth == 16 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) png_set_swap(w->png);
    size_t row_bytes = (size_t)s->width * (size_t)s->channels * (size_t)(s->depth / 8);
    for (uint32_t y = 0; y < s->height; y++) {
        png_write_row(w->png, (const uint8_t *)s->samples + y * row_bytes);
    }
    png_write_end(w->png, w->info);
}

int cpng_write(const cpng_source *source, uint8_t **out, size_t *out_count, char *message, size_t capacity) {
    message[0] = 0;
    writer w = {.source = source, .message = message, .capacity = capacity};
    w.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, fail, ignore);
    w.info = w.png != NULL ? png_create_info_struct(w.png) : NULL;
    if (w.info != NULL) {
        write_all(&w);
    } else {
        w.code = CPNG_NO_MEMORY;
    }
    png_destroy_write_struct(&w.png, &w.info);
    free(w.texts);
    if (w.code != CPNG_OK) {
        free(w.out);
        w.out = NULL;
        w.count = 0;
    }
    *out = w.out;
    *out_count = w.count;
    return w.code;
}
