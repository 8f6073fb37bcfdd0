// The one door to libjpeg-turbo. As with libpng, its errors leave by longjmp, so that a whole picture is decoded in
// one call here and the jump never crosses a Swift frame. No state is shared between calls.

#ifndef TESSERA_CJPEG_H
#define TESSERA_CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CJPEG_OK = 0, CJPEG_TRUNCATED, CJPEG_CORRUPT, CJPEG_UNSUPPORTED, CJPEG_TOO_LARGE, CJPEG_NO_MEMORY };

/// The most pixels that are read: 2^28, 16384 x 16384.
enum { CJPEG_MOST_PIXELS = 1 << 28 };

/// Grey (1 channel), RGB (3) or the four inks of CMYK (4, as stored), 8 bits: EXIF orientation is not applied.
/// `pixels` and `profile` are malloc'ed. Width and height are set for CJPEG_TOO_LARGE and CJPEG_NO_MEMORY too.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    /// Inks of an Adobe program: 255 is no ink.
    bool inverted;
    uint8_t *profile;
    unsigned profile_count;
    /// JFIF: 1 for dots per inch, 2 for dots per centimetre, 0 for a ratio.
    int density_unit;
    uint32_t density_x, density_y;
    /// How it was compressed: for each component (at most 3) its sampling and the number of its table; 64 values each, in zigzag order
    /// undone. component_count is 0 for colours other than grey and YCbCr.
    int component_count;
    uint8_t horizontal[3], vertical[3], table[3];
    bool has_table[4];
    uint16_t tables[4][64];
    bool is_progressive;
    /// With `partial`: whether the data ends early, the lower rows that are missing (they are grey), and whether scans are missing that would
    /// have refined the image.
    bool ends_early;
    uint32_t missing;
    bool lacks_scans;
} cjpeg_picture;

/// Reads a JPEG from memory: grey, YCbCr, RGB, CMYK and YCCK, sequential or progressive.
/// Data that libjpeg would only warn about and fill up with grey is an error here, but for the end of a file with `partial`, where a row is
/// there. Whatever it returns, `picture` is valid for cjpeg_free, and `message` (of `capacity` bytes) holds libjpeg's own words where it
/// failed.
/// It comes at 1/2, 1/4 or 1/8 of its size, each pixel a mean of those it stands for, where that has at least
/// `least_width` x `least_height` pixels: most of the decoding is then saved. UINT32_MAX asks for all of it.
int cjpeg_read(const uint8_t *bytes, size_t count, uint32_t least_width, uint32_t least_height, bool partial,
               cjpeg_picture *picture, char *message, size_t capacity);
void cjpeg_free(cjpeg_picture *picture);

/// What is written: grey or RGB, 8 bits.
typedef struct {
    uint32_t width, height;
    int channels;
    const uint8_t *pixels;
    /// 1...100, with the standard tables; 0 for the tables of `model`.
    int quality;
    /// Sampling, and for quality 0 the tables; NULL for full sampling.
    const cjpeg_picture *model;
    const uint8_t *profile;
    unsigned profile_count;
    /// EXIF from "Exif", XMP from its name, each at most 65533 bytes; NULL for none.
    const uint8_t *exif, *xmp;
    unsigned exif_count, xmp_count;
    /// `comment_count` texts, each ending in NUL and shorter than 65533 bytes.
    const char *comments;
    size_t comment_count;
    int density_unit;
    uint32_t density_x, density_y;
} cjpeg_source;

/// Writes a JPEG into `*out`, malloc'ed, NULL on failure.
int cjpeg_write(const cjpeg_source *source, uint8_t **out, unsigned long *out_count, char *message, size_t capacity);

#endif
