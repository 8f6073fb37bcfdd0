// The one door to libjpeg-turbo. As with libpng, its errors leave by longjmp, so that a whole picture is decoded in
// one call here and the jump never crosses a Swift frame. No state is shared between calls.

#ifndef TESSERA_CJPEG_H
#define TESSERA_CJPEG_H

#include <stddef.h>
#include <stdint.h>

enum { CJPEG_OK = 0, CJPEG_TRUNCATED, CJPEG_CORRUPT, CJPEG_UNSUPPORTED, CJPEG_TOO_LARGE, CJPEG_NO_MEMORY };

/// The most pixels that are read: 2^28, 16384 x 16384.
enum { CJPEG_MOST_PIXELS = 1 << 28 };

/// Grey (1 channel) or RGB (3), 8 bits, as stored: EXIF orientation is not applied. `pixels` is malloc'ed.
/// Width and height are set for CJPEG_TOO_LARGE and CJPEG_NO_MEMORY too.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
} cjpeg_picture;

/// Reads a JPEG from memory: grey, YCbCr, RGB, CMYK and YCCK, sequential or progressive.
/// Data that libjpeg would only warn about and fill up with grey is an error here. Whatever it returns, `picture` is
/// valid for cjpeg_free, and `message` (of `capacity` bytes) holds libjpeg's own words where it failed.
/// It comes at 1/2, 1/4 or 1/8 of its size, each pixel a mean of those it stands for, where that has at least
/// `least_width` x `least_height` pixels: most of the decoding is then saved. UINT32_MAX asks for all of it.
int cjpeg_read(const uint8_t *bytes, size_t count, uint32_t least_width, uint32_t least_height, cjpeg_picture *picture,
               char *message, size_t capacity);
void cjpeg_free(cjpeg_picture *picture);

#endif
