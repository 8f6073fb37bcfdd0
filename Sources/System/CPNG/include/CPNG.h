// The one door to libpng. Its errors leave by longjmp, which must never cross a Swift frame: each function here runs
// a whole picture and catches the jump itself. No state is shared, so any thread may call at any time.

#ifndef TESSERA_CPNG_H
#define TESSERA_CPNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CPNG_OK = 0, CPNG_TRUNCATED, CPNG_CORRUPT, CPNG_TOO_LARGE, CPNG_NO_MEMORY };

/// The most pixels that are read: 2^28, 16384 x 16384.
enum { CPNG_MOST_PIXELS = 1 << 28 };

/// One text chunk. The key is Latin-1, the value UTF-8 (iTXt) or Latin-1 (tEXt, zTXt); both end in NUL.
typedef struct {
    char *key;
    char *value;
    bool utf8;
} cpng_text;

/// What is in a file: grey (1 channel) or RGB (3), 8 bits, with sRGB's transfer curve; alpha apart, NULL where the file has none.
/// All pointers are malloc'ed and NULL for what the file does not have; width and height are set for CPNG_TOO_LARGE and
/// CPNG_NO_MEMORY too.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    uint8_t *alpha;
    cpng_text *texts;
    size_t text_count;
    /// Bits of a sample in the file: 1, 2, 4, 8 or 16.
    int depth;
    /// With CPNG_KEEP, the samples before any conversion where `pixels` differ from them: 16 bits or 8.
    uint16_t *deep, *deep_alpha;
    uint8_t *stored;
    uint8_t *profile, *exif;
    size_t profile_count, exif_count;
    /// Whether a chunk says that the samples are sRGB.
    bool is_srgb;
    /// gAMA in 1/100000, 0 for none; cHRM in 1/100000: white, red, green, blue, each x and y.
    int32_t gamma;
    bool has_chromaticities;
    int32_t chromaticities[8];
    /// Pixels per metre, 0 for none.
    uint32_t density_x, density_y;
    /// With CPNG_PARTIAL: whether the file ends early, and how many of the lower rows are missing; they are grey.
    bool ends_early;
    uint32_t missing;
} cpng_picture;

/// Flags: keep the samples as stored; accept a file that ends after its first row.
enum { CPNG_KEEP = 1, CPNG_PARTIAL = 2 };

/// Reads a PNG from memory. Whatever it returns, `picture` is valid for cpng_free, and `message` (of `capacity`
/// bytes) holds libpng's own words where it is CPNG_CORRUPT.
int cpng_read(const uint8_t *bytes, size_t count, int flags, cpng_picture *picture, char *message, size_t capacity);
void cpng_free(cpng_picture *picture);

/// What is written: 1 to 4 interleaved channels (even counts have alpha last) of 8 or 16 bits in the machine's byte order.
typedef struct {
    uint32_t width, height;
    int channels, depth;
    const void *samples;
    /// Whether to say sRGB; else gAMA and cHRM follow, where there are any.
    bool is_srgb;
    int32_t gamma;
    bool has_chromaticities;
    int32_t chromaticities[8];
    const uint8_t *profile, *exif;
    size_t profile_count, exif_count;
    uint32_t density_x, density_y;
    /// `text_count` records: a byte that is 1 for UTF-8 and 2 for UTF-8 that is not compressed, the key and the value, each ending in NUL.
    const char *texts;
    size_t text_count;
} cpng_source;

/// Writes a PNG into `*out`, malloc'ed, NULL on failure.
int cpng_write(const cpng_source *source, uint8_t **out, size_t *out_count, char *message, size_t capacity);

#endif
