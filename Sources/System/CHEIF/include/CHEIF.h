// The one door to libheif, which reads HEIF (HEVC) and AVIF. It decodes on the calling thread.

#ifndef TESSERA_CHEIF_H
#define TESSERA_CHEIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHEIF_OK = 0, CHEIF_TRUNCATED, CHEIF_CORRUPT, CHEIF_UNSUPPORTED, CHEIF_TOO_LARGE, CHEIF_NO_MEMORY };

/// The primary image, upright: RGB (3 channels) or RGBA (4), 8 bits. All pointers are malloc'ed, NULL for none.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    /// Bits of a sample in the file.
    int stored_depth;
    bool has_more;
    uint8_t *profile, *exif, *xmp;
    size_t profile_count, exif_count, xmp_count;
    /// Without a profile, the x and y of white, red, green and blue, where the file says them and they are not sRGB's.
    bool has_chromaticities;
    double chromaticities[8];
    /// Whether the light is that of high dynamic range (PQ or HLG).
    bool is_high_dynamic_range;
} cheif_picture;

/// Reads an image from memory; `picture` is valid for cheif_free whatever is returned, and `message` has libheif's words where it failed.
int cheif_read(const uint8_t *bytes, size_t count, cheif_picture *picture, char *message, size_t capacity);
void cheif_free(cheif_picture *picture);

#endif
