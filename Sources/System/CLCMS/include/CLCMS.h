// The one door to Little CMS: colour profiles (ICC). Each call opens what it needs in a context of its own, so that any thread may call
// at any time.

#ifndef TESSERA_CLCMS_H
#define TESSERA_CLCMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The channels of the samples that a profile is for: 1 grey, 3 RGB, 4 CMYK; 0 for another kind or bytes that are no profile.
int clcms_channels(const uint8_t *profile, size_t count);

/// The name of a profile in ASCII, cut to `capacity` with its NUL; empty for none.
void clcms_name(const uint8_t *profile, size_t count, char *name, size_t capacity);

/// Converts 8-bit samples to sRGB: grey to grey, RGB and CMYK to RGB. Relative colorimetric with black point compensation.
/// `inverted`: inks of 255 mean none. Returns false for a profile that is not for `channels` or cannot be used.
bool clcms_to_srgb(const uint8_t *profile, size_t count, int channels, bool inverted, const uint8_t *in, uint8_t *out, size_t pixels);

/// A profile of RGB with sRGB's transfer curve and these x and y of white, red, green and blue, into `*out`, malloc'ed; NULL where they are not
/// those of a colour space.
bool clcms_profile(const double chromaticities[8], uint8_t **out, size_t *out_count);

#endif
