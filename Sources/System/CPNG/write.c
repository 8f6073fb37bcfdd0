#include "CPNG.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// One writing; outside the frame that calls setjmp, as in read.c.
typedef struct {
    uint32_t width, height;
    int channels;
    bool linear;
    const uint8_t *pixels;
    const char *packed;
    size_t text_count;
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
    if (w->text_count == 0) return;
    w->texts = calloc(w->text_count, sizeof(png_text));
    if (w->texts == NULL) out_of_memory(w);
    const char *next = w->packed;
    for (size_t i = 0; i < w->text_count; i++) {
        png_textp text = &w->texts[i];
        bool utf8 = *next++ == 1;
        // libpng's fields are not const; it copies both and changes neither.
        text->key = (char *)next;
        next += strlen(next) + 1;
        text->text = (char *)next;
        size_t length = strlen(next);
        next += length + 1;
        if (utf8) {
            text->compression = length > PLAIN_TEXT ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE;
            text->itxt_length = length;
        } else {
            text->compression = length > PLAIN_TEXT ? PNG_TEXT_COMPRESSION_zTXt : PNG_TEXT_COMPRESSION_NONE;
            text->text_length = length;
        }
    }
    png_set_text(w->png, w->info, w->texts, (int)w->text_count);
}

static void write_all(writer *w) {
    if (setjmp(png_jmpbuf(w->png))) return;
    png_set_write_fn(w->png, w, give, flush);
    png_set_user_limits(w->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    int type = w->channels == 1 ? PNG_COLOR_TYPE_GRAY : w->channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB;
    png_set_IHDR(w->png, w->info, w->width, w->height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    if (w->linear) {
        png_set_gAMA_fixed(w->png, w->info, PNG_FP_1);
    } else {
        png_set_sRGB_gAMA_and_cHRM(w->png, w->info, PNG_sRGB_INTENT_PERCEPTUAL);
    }
    add_texts(w);
    png_write_info(w->png, w->info);
    for (uint32_t y = 0; y < w->height; y++) {
        png_write_row(w->png, w->pixels + (size_t)y * w->width * (size_t)w->channels);
    }
    png_write_end(w->png, w->info);
}

int cpng_write(uint32_t width, uint32_t height, int channels, bool linear, const uint8_t *pixels,
               const char *texts, size_t text_count, uint8_t **out, size_t *out_count,
               char *message, size_t capacity) {
    message[0] = 0;
    writer w = {.width = width, .height = height, .channels = channels, .linear = linear, .pixels = pixels,
                .packed = texts, .text_count = text_count, .message = message, .capacity = capacity};
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
