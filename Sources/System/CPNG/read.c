#include "CPNG.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// One reading. It lives outside the frame that calls setjmp, so that its fields are certain after a jump.
typedef struct {
    const uint8_t *bytes;
    size_t count, offset;
    png_structp png;
    png_infop info;
    png_bytep rows;      // one row as libpng gives it, or all of them where the file is interlaced
    uint8_t *table;      // sample value -> sRGB byte; 256 entries, 65536 for 16 bits
    cpng_picture *picture;
    int flags;
    uint32_t placed;     // rows that are complete
    bool has_pixels;     // the memory for them is there
    int code;
    char *message;
    size_t capacity;
} reader;

static void fail(png_structp png, png_const_charp words) {
    reader *r = png_get_error_ptr(png);
    // libpng's words for an image whose last chunk comes before its last row.
    bool ended = strcmp(words, "Not enough image data") == 0;
    if (r->code == CPNG_OK) r->code = ended ? CPNG_TRUNCATED : CPNG_CORRUPT;
    snprintf(r->message, r->capacity, "%s", words);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp words) {
    (void)png;
    (void)words;
}

static void take(png_structp png, png_bytep out, size_t count) {
    reader *r = png_get_io_ptr(png);
    if (r->count - r->offset < count) {
        r->code = CPNG_TRUNCATED;
        png_error(png, "it ends early");
    }
    memcpy(out, r->bytes + r->offset, count);
    r->offset += count;
}

/// Whether every chunk up to the last lies in the file. libpng would find out only after making room for the chunk,
/// and a broken length may ask for 2 GB.
static bool is_whole(const uint8_t *bytes, size_t count) {
    for (size_t start = 8; count >= 12 && start <= count - 12;) {
        const uint8_t *chunk = bytes + start;
        size_t length = (size_t)chunk[0] << 24 | (size_t)chunk[1] << 16 | (size_t)chunk[2] << 8 | chunk[3];
        if (length > count - 12 - start) return false;
        if (memcmp(chunk + 4, "IEND", 4) == 0) return true;
        start += 12 + length;
    }
    return false;
}

static void *claim(reader *r, size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        r->code = CPNG_NO_MEMORY;
        png_error(r->png, "out of memory");
    }
    return memory;
}

static double srgb_of_linear(double value) {
    return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055;
}

/// The exponent that makes a sample linear, or 0 where the samples are sRGB or near it.
static double exponent(reader *r) {
    png_fixed_point fixed = 0;
    // Both take precedence over gAMA (PNG specification, 11.3.3).
    if (png_get_valid(r->png, r->info, PNG_INFO_sRGB | PNG_INFO_iCCP)) return 0;
    if (!png_get_gAMA_fixed(r->png, r->info, &fixed)) return 0;
    double gamma = fixed / 100000.0;
    // Outside this range it is a slip of the writer, and believing it would make the picture black or white.
    if (gamma < 0.1 || gamma > 10) return 0;
    // 1/2.2 within five per cent is how writers without an sRGB chunk say sRGB.
    if (fabs(gamma * 2.2 - 1) <= 0.05) return 0;
    return 1 / gamma;
}

static void make_table(reader *r, int depth) {
    uint32_t top = depth == 16 ? 65535 : 255;
    double power = exponent(r);
    r->table = claim(r, top + 1, 1);
    for (uint32_t value = 0; value <= top; value++) {
        if (power > 0) {
            r->table[value] = (uint8_t)lround(255 * srgb_of_linear(pow((double)value / top, power)));
        } else {
            r->table[value] = (uint8_t)(depth == 16 ? (value + 128) / 257 : value);
        }
    }
}

static uint32_t sample(const uint8_t *row, int bytes) {
    return bytes == 2 ? (uint32_t)(row[0] << 8 | row[1]) : row[0];
}

/// Keeps the samples of a row as they are stored, where the picture has a place for them.
static void keep_row(reader *r, const uint8_t *row, uint32_t y, int depth, bool has_alpha) {
    cpng_picture *p = r->picture;
    int bytes = depth / 8;
    size_t first = (size_t)y * p->width, next = first * (size_t)p->channels;
    for (uint32_t x = 0; x < p->width; x++) {
        for (int c = 0; c < p->channels; c++, row += bytes, next++) {
            if (p->deep != NULL) p->deep[next] = (uint16_t)sample(row, bytes);
            if (p->stored != NULL) p->stored[next] = row[0];
        }
        if (!has_alpha) continue;
        if (p->deep_alpha != NULL) p->deep_alpha[first + x] = (uint16_t)sample(row, bytes);
        row += bytes;
    }
}

static void place_row(reader *r, const uint8_t *row, uint32_t y, int depth, bool has_alpha) {
    cpng_picture *p = r->picture;
    int bytes = depth / 8;
    uint8_t *out = p->pixels + (size_t)y * p->width * (size_t)p->channels;
    uint8_t *alpha = has_alpha ? p->alpha + (size_t)y * p->width : NULL;
    if (p->deep != NULL || p->stored != NULL) keep_row(r, row, y, depth, has_alpha);
    for (uint32_t x = 0; x < p->width; x++) {
        for (int c = 0; c < p->channels; c++, row += bytes) *out++ = r->table[sample(row, bytes)];
        if (alpha == NULL) continue;
        *alpha++ = (uint8_t)(bytes == 2 ? (sample(row, bytes) + 128) / 257 : row[0]);
        row += bytes;
    }
    r->placed = y + 1;
}

/// Fills the rows from the first missing one with opaque grey.
static void fill_missing(reader *r, int depth) {
    cpng_picture *p = r->picture;
    size_t first = (size_t)r->placed * p->width, end = (size_t)p->height * p->width;
    size_t channels = (size_t)p->channels;
    memset(p->pixels + first * channels, 128, (end - first) * channels);
    if (p->alpha != NULL) memset(p->alpha + first, 255, end - first);
    if (p->deep_alpha != NULL) memset(p->deep_alpha + first, 255, 2 * (end - first));
    for (size_t i = first * channels; p->deep != NULL && i < end * channels; i++) p->deep[i] = 128 * 257;
    if (p->stored != NULL && depth < 16) memset(p->stored + first * channels, 128, (end - first) * channels);
}

static void copy_texts(reader *r) {
    png_textp found = NULL;
    int count = 0;
    png_get_text(r->png, r->info, &found, &count);
    if (count <= 0) return;
    r->picture->texts = claim(r, (size_t)count, sizeof(cpng_text));
    r->picture->text_count = (size_t)count;
    for (int i = 0; i < count; i++) {
        cpng_text *text = &r->picture->texts[i];
        text->utf8 = found[i].compression >= PNG_ITXT_COMPRESSION_NONE;
        const char *value = found[i].text != NULL ? found[i].text : "";
        text->key = claim(r, strlen(found[i].key) + 1, 1);
        text->value = claim(r, strlen(value) + 1, 1);
        memcpy(text->key, found[i].key, strlen(found[i].key));
        memcpy(text->value, value, strlen(value));
    }
}

static uint8_t *copied(reader *r, const void *bytes, size_t count) {
    uint8_t *copy = claim(r, count, 1);
    memcpy(copy, bytes, count);
    return copy;
}

/// What the chunks before the pixels say about colour and size.
static void copy_colors(reader *r) {
    cpng_picture *p = r->picture;
    p->is_srgb = png_get_valid(r->png, r->info, PNG_INFO_sRGB) != 0;
    png_charp name = NULL;
    png_bytep profile = NULL;
    png_uint_32 count = 0;
    int method = 0;
    if (png_get_iCCP(r->png, r->info, &name, &method, &profile, &count) && count > 0) {
        p->profile = copied(r, profile, count);
        p->profile_count = count;
    }
    png_fixed_point gamma = 0;
    if (png_get_valid(r->png, r->info, PNG_INFO_gAMA) && png_get_gAMA_fixed(r->png, r->info, &gamma)) p->gamma = gamma;
    png_fixed_point c[8];
    if (png_get_valid(r->png, r->info, PNG_INFO_cHRM)
        && png_get_cHRM_fixed(r->png, r->info, c, c + 1, c + 2, c + 3, c + 4, c + 5, c + 6, c + 7)) {
        p->has_chromaticities = true;
        for (int i = 0; i < 8; i++) p->chromaticities[i] = c[i];
    }
    int unit = 0;
    png_uint_32 x = 0, y = 0;
    if (png_get_pHYs(r->png, r->info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER) {
        p->density_x = x;
        p->density_y = y;
    }
}

static void copy_exif(reader *r) {
    png_uint_32 count = 0;
    png_bytep exif = NULL;
    if (r->picture->exif != NULL || !png_get_eXIf_1(r->png, r->info, &count, &exif) || count == 0) return;
    r->picture->exif = copied(r, exif, count);
    r->picture->exif_count = count;
}

static void set_limits(reader *r) {
    // The product is what matters and is checked below; libpng's own limit is a million each way.
    png_set_user_limits(r->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    // Compressed text can be a bomb: some sixty chunks are kept, none that swells beyond 4 MB.
    png_set_chunk_malloc_max(r->png, 4 << 20);
    png_set_chunk_cache_max(r->png, 64);
    static const png_byte unused[] = "sPLT\0hIST";
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, unused, sizeof unused / 5);
}

static void check_size(reader *r) {
    uint64_t width = png_get_image_width(r->png, r->info), height = png_get_image_height(r->png, r->info);
    r->picture->width = (uint32_t)width;
    r->picture->height = (uint32_t)height;
    if (width * height > CPNG_MOST_PIXELS) {
        r->code = CPNG_TOO_LARGE;
        png_error(r->png, "too large");
    }
    uint64_t bits = (uint64_t)png_get_bit_depth(r->png, r->info) * png_get_channels(r->png, r->info);
    // Deflate cannot do better than 1032 to 1: less than that is cut off, and this is known before allocating.
    if (width * height * bits / 8 / 1032 > r->count) {
        r->code = CPNG_TRUNCATED;
        png_error(r->png, "it ends early");
    }
}

static void read_rows(reader *r) {
    cpng_picture *p = r->picture;
    png_set_expand(r->png);
    int passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
    int depth = png_get_bit_depth(r->png, r->info);
    bool has_alpha = (png_get_color_type(r->png, r->info) & PNG_COLOR_MASK_ALPHA) != 0;
    size_t row_bytes = png_get_rowbytes(r->png, r->info), pixels = (size_t)p->width * p->height;
    p->channels = png_get_channels(r->png, r->info) - has_alpha;
    make_table(r, depth);
    r->rows = claim(r, passes > 1 ? p->height : 1, row_bytes);
    p->pixels = claim(r, pixels, (size_t)p->channels);
    if (has_alpha) p->alpha = claim(r, p->width, p->height);
    if ((r->flags & CPNG_KEEP) && depth == 16) {
        p->deep = claim(r, pixels, 2 * (size_t)p->channels);
        if (has_alpha) p->deep_alpha = claim(r, pixels, 2);
    } else if ((r->flags & CPNG_KEEP) && exponent(r) > 0) {
        p->stored = claim(r, pixels, (size_t)p->channels);
    }
    r->has_pixels = true;

    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < p->height; y++) {
            png_bytep row = r->rows + (passes > 1 ? y * row_bytes : 0);
            png_read_row(r->png, row, NULL);
            if (pass == passes - 1) place_row(r, row, y, depth, has_alpha);
        }
    }
}

static void read_all(reader *r) {
    if (setjmp(png_jmpbuf(r->png))) return;
    png_set_read_fn(r->png, r, take);
    set_limits(r);
    // libpng asks for as much at once as its buffer holds: the last rows of a file that ends early would be lost with it.
    if ((r->flags & CPNG_PARTIAL) && !is_whole(r->bytes, r->count)) png_set_compression_buffer_size(r->png, 16);
    png_read_info(r->png, r->info);
    check_size(r);
    r->picture->depth = png_get_bit_depth(r->png, r->info);
    copy_colors(r);
    copy_exif(r);
    read_rows(r);
    png_read_end(r->png, r->info);
}

/// Texts and EXIF may lie behind the pixels.
static void read_rest(reader *r) {
    if (setjmp(png_jmpbuf(r->png))) return;
    copy_texts(r);
    copy_exif(r);
}

int cpng_read(const uint8_t *bytes, size_t count, int flags, cpng_picture *picture, char *message, size_t capacity) {
    memset(picture, 0, sizeof *picture);
    message[0] = 0;
    bool partial = (flags & CPNG_PARTIAL) != 0;
    if (!partial && !is_whole(bytes, count)) return CPNG_TRUNCATED;
    reader r = {.bytes = bytes, .count = count, .picture = picture, .flags = flags, .message = message,
                .capacity = capacity};
    r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, fail, ignore);
    r.info = r.png != NULL ? png_create_info_struct(r.png) : NULL;
    if (r.info != NULL) {
        read_all(&r);
        if (partial && r.code == CPNG_TRUNCATED && r.has_pixels && r.placed > 0) {
            r.code = CPNG_OK;
            picture->ends_early = true;
            picture->missing = picture->height - r.placed;
            fill_missing(&r, png_get_bit_depth(r.png, r.info));
        }
        if (r.code == CPNG_OK) read_rest(&r);
    } else {
        r.code = CPNG_NO_MEMORY;
    }
    png_destroy_read_struct(&r.png, &r.info, NULL);
    free(r.rows);
    free(r.table);
    return r.code;
}

void cpng_free(cpng_picture *picture) {
    for (size_t i = 0; i < picture->text_count; i++) {
        free(picture->texts[i].key);
        free(picture->texts[i].value);
    }
    free(picture->texts);
    free(picture->pixels);
    free(picture->alpha);
    free(picture->deep);
    free(picture->deep_alpha);
    free(picture->stored);
    free(picture->profile);
    free(picture->exif);
    memset(picture, 0, sizeof *picture);
}
