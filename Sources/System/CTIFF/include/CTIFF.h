// The one door to libtiff. Files are in memory; libtiff's warnings are let pass. No state is shared, so any thread may call at any time.

#ifndef TESSERA_CTIFF_H
#define TESSERA_CTIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CTIFF_OK = 0, CTIFF_CORRUPT, CTIFF_TOO_LARGE, CTIFF_NO_MEMORY };

/// The first image of a file: 1 to 4 interleaved channels of 8 or 16 bits in the machine's byte order, as stored: orientation is not applied.
/// Even counts have alpha last, but for inks. All pointers are malloc'ed, NULL for none.
typedef struct {
    uint32_t width, height;
    int channels, depth;
    void *samples;
    /// Four inks of CMYK instead of RGB and alpha; 255 is full ink.
    bool is_inks;
    /// Bits of a sample in the file, and whether libtiff converted it to 8-bit RGB.
    int stored_depth;
    bool is_converted;
    /// Whether there are more images.
    bool has_more;
    int orientation;
    uint8_t *profile, *xmp;
    size_t profile_count, xmp_count;
    /// 2 for dots per inch, 3 for dots per centimetre, else 0.
    int density_unit;
    double density_x, density_y;
} ctiff_picture;

/// Reads a TIFF from memory. `message` has libtiff's words where it failed; `picture` is valid for ctiff_free whatever is returned.
int ctiff_read(const uint8_t *bytes, size_t count, ctiff_picture *picture, char *message, size_t capacity);
void ctiff_free(ctiff_picture *picture);

/// 1 to 4 interleaved channels of 8 or 16 bits; even counts have alpha last, not multiplied.
typedef struct {
    uint32_t width, height;
    int channels, depth;
    const void *samples;
    const uint8_t *profile, *xmp;
    size_t profile_count, xmp_count;
    /// A text, NULL for none.
    const char *description;
    int density_unit;
    double density_x, density_y;
} ctiff_source;

/// Writes a TIFF, compressed without loss (Deflate), into `*out`, malloc'ed, NULL on failure.
int ctiff_write(const ctiff_source *source, uint8_t **out, size_t *out_count, char *message, size_t capacity);

#endif
