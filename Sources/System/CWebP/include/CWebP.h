// The one door to libwebp with its demultiplexer and multiplexer. No state is shared, so any thread may call at any time.

#ifndef TESSERA_CWEBP_H
#define TESSERA_CWEBP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CWEBP_OK = 0, CWEBP_TRUNCATED, CWEBP_CORRUPT, CWEBP_TOO_LARGE, CWEBP_NO_MEMORY };

/// RGB (3 channels) or RGBA (4), 8 bits; of an animation the first image. All pointers are malloc'ed, NULL for none.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    bool is_animated, is_lossless;
    uint8_t *profile, *exif, *xmp;
    size_t profile_count, exif_count, xmp_count;
} cwebp_picture;

/// Reads a WebP from memory; `picture` is valid for cwebp_free whatever is returned.
int cwebp_read(const uint8_t *bytes, size_t count, cwebp_picture *picture);
void cwebp_free(cwebp_picture *picture);

/// RGB or RGBA, 8 bits; quality 1...100, or 0 for lossless.
typedef struct {
    uint32_t width, height;
    int channels, quality;
    const uint8_t *pixels, *profile, *exif, *xmp;
    size_t profile_count, exif_count, xmp_count;
} cwebp_source;

/// The largest side of a WebP.
enum { CWEBP_LARGEST_SIDE = 16383 };

/// Writes a WebP into `*out`, malloc'ed, NULL on failure.
int cwebp_write(const cwebp_source *source, uint8_t **out, size_t *out_count);

#endif
