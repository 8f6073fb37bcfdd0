#include "CLCMS.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

static int channels_of(cmsHPROFILE profile) {
    // Profiles of links and named colours are no description of samples.
    cmsProfileClassSignature kind = cmsGetDeviceClass(profile);
    if (kind == cmsSigLinkClass || kind == cmsSigNamedColorClass || kind == cmsSigAbstractClass) return 0;
    switch (cmsGetColorSpace(profile)) {
    case cmsSigGrayData: return 1;
    case cmsSigRgbData: return 3;
    case cmsSigCmykData: return 4;
    default: return 0;
    }
}

static cmsHPROFILE open_profile(cmsContext context, const uint8_t *bytes, size_t count) {
    if (count < 128 || count > UINT32_MAX) return NULL;
    return cmsOpenProfileFromMemTHR(context, bytes, (cmsUInt32Number)count);
}

/// sRGB's transfer curve (IEC 61966-2-1).
static cmsToneCurve *srgb_curve(cmsContext context) {
    cmsFloat64Number parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return cmsBuildParametricToneCurve(context, 4, parameters);
}

static cmsHPROFILE grey_srgb(cmsContext context) {
    cmsToneCurve *curve = srgb_curve(context);
    if (curve == NULL) return NULL;
    cmsHPROFILE profile = cmsCreateGrayProfileTHR(context, cmsD50_xyY(), curve);
    cmsFreeToneCurve(curve);
    return profile;
}

int clcms_channels(const uint8_t *bytes, size_t count) {
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsHPROFILE profile = open_profile(context, bytes, count);
    int channels = profile != NULL ? channels_of(profile) : 0;
    if (profile != NULL) cmsCloseProfile(profile);
    cmsDeleteContext(context);
    return channels;
}

void clcms_name(const uint8_t *bytes, size_t count, char *name, size_t capacity) {
    name[0] = 0;
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsHPROFILE profile = open_profile(context, bytes, count);
    if (profile != NULL) {
        cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name, (cmsUInt32Number)capacity);
        name[capacity - 1] = 0;
        cmsCloseProfile(profile);
    }
    cmsDeleteContext(context);
}

bool clcms_to_srgb(const uint8_t *bytes, size_t count, int channels, bool inverted, const uint8_t *in, uint8_t *out, size_t pixels) {
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsHPROFILE source = open_profile(context, bytes, count), target = NULL;
    cmsHTRANSFORM transform = NULL;
    if (source != NULL && channels_of(source) == channels) {
        target = channels == 1 ? grey_srgb(context) : cmsCreate_sRGBProfileTHR(context);
        cmsUInt32Number kind = channels == 1 ? TYPE_GRAY_8 : channels == 3 ? TYPE_RGB_8 : inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8;
        if (target != NULL) {
            transform = cmsCreateTransformTHR(context, source, kind, target, channels == 1 ? TYPE_GRAY_8 : TYPE_RGB_8,
                                              INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
        }
    }
    size_t made = channels == 1 ? 1 : 3;
    for (size_t done = 0; transform != NULL && done < pixels;) {
        size_t part = pixels - done < 1 << 20 ? pixels - done : 1 << 20;
        cmsDoTransform(transform, in + done * (size_t)channels, out + done * made, (cmsUInt32Number)part);
        done += part;
    }
    bool converted = transform != NULL;
    if (transform != NULL) cmsDeleteTransform(transform);
    if (target != NULL) cmsCloseProfile(target);
    if (source != NULL) cmsCloseProfile(source);
    cmsDeleteContext(context);
    return converted;
}

bool clcms_profile(const double c[8], uint8_t **out, size_t *out_count) {
    *out = NULL;
    *out_count = 0;
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsToneCurve *curve = srgb_curve(context);
    cmsToneCurve *curves[] = {curve, curve, curve};
    cmsCIExyY white = {c[0], c[1], 1};
    cmsCIExyYTRIPLE primaries = {{c[2], c[3], 1}, {c[4], c[5], 1}, {c[6], c[7], 1}};
    cmsHPROFILE profile = curve != NULL ? cmsCreateRGBProfileTHR(context, &white, &primaries, curves) : NULL;
    cmsUInt32Number size = 0;
    if (profile != NULL && cmsSaveProfileToMem(profile, NULL, &size) && size > 0) {
        *out = malloc(size);
        if (*out != NULL && cmsSaveProfileToMem(profile, *out, &size)) {
            *out_count = size;
        } else {
            free(*out);
            *out = NULL;
        }
    }
    if (profile != NULL) cmsCloseProfile(profile);
    if (curve != NULL) cmsFreeToneCurve(curve);
    cmsDeleteContext(context);
    return *out != NULL;
}
