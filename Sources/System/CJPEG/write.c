#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/// One writing; outside the frame that calls setjmp, as in read.c.
typedef struct {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf back;
    const cjpeg_source *source;
    uint8_t *out;
    unsigned long count;
    int code;
    char *message;
    size_t capacity;
} writer;

static void fail(j_common_ptr common) {
    writer *w = common->client_data;
    char words[JMSG_LENGTH_MAX];
    common->err->format_message(common, words);
    snprintf(w->message, w->capacity, "%s", words);
    w->code = common->err->msg_code == JERR_OUT_OF_MEMORY ? CJPEG_NO_MEMORY : CJPEG_CORRUPT;
    longjmp(w->back, 1);
}

static void be_silent(j_common_ptr common) {
    (void)common;
}

static void choose_coding(writer *w) {
    j_compress_ptr jpeg = &w->jpeg;
    const cjpeg_source *s = w->source;
    const cjpeg_picture *model = s->model;
    jpeg_set_quality(jpeg, s->quality > 0 ? s->quality : 95, TRUE);
    jpeg->optimize_coding = TRUE;
    for (int c = 0; c < jpeg->num_components; c++) {
        jpeg->comp_info[c].h_samp_factor = 1;
        jpeg->comp_info[c].v_samp_factor = 1;
    }
    if (model == NULL || model->component_count != jpeg->num_components) return;
    for (int c = 0; c < jpeg->num_components; c++) {
        jpeg->comp_info[c].h_samp_factor = model->horizontal[c];
        jpeg->comp_info[c].v_samp_factor = model->vertical[c];
    }
    if (s->quality > 0) return;
    for (int t = 0; t < 4; t++) {
        if (!model->has_table[t]) continue;
        unsigned values[64];
        for (int i = 0; i < 64; i++) values[i] = model->tables[t][i];
        jpeg_add_quant_table(jpeg, t, values, 100, FALSE);
    }
    for (int c = 0; c < jpeg->num_components; c++) jpeg->comp_info[c].quant_tbl_no = model->table[c];
}

static void write_all(writer *w) {
    j_compress_ptr jpeg = &w->jpeg;
    const cjpeg_source *s = w->source;
    if (setjmp(w->back)) return;
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, &w->out, &w->count);
    jpeg->image_width = s->width;
    jpeg->image_height = s->height;
    jpeg->input_components = s->channels;
    jpeg->in_color_space = s->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(jpeg);
    choose_coding(w);
    if (s->model != NULL && s->model->is_progressive) jpeg_simple_progression(jpeg);
    if (s->density_x > 0 && s->density_x < 65536 && s->density_y > 0 && s->density_y < 65536) {
        jpeg->density_unit = (UINT8)s->density_unit;
        jpeg->X_density = (UINT16)s->density_x;
        jpeg->Y_density = (UINT16)s->density_y;
    }
    jpeg_start_compress(jpeg, TRUE);
    if (s->exif != NULL) jpeg_write_marker(jpeg, JPEG_APP0 + 1, s->exif, s->exif_count);
    if (s->xmp != NULL) jpeg_write_marker(jpeg, JPEG_APP0 + 1, s->xmp, s->xmp_count);
    if (s->profile != NULL) jpeg_write_icc_profile(jpeg, s->profile, s->profile_count);
    const char *comment = s->comments;
    for (size_t i = 0; i < s->comment_count; i++, comment += strlen(comment) + 1) {
        jpeg_write_marker(jpeg, JPEG_COM, (const JOCTET *)comment, (unsigned)strlen(comment));
    }
    size_t row_bytes = (size_t)s->width * (size_t)s->channels;
    while (jpeg->next_scanline < jpeg->image_height) {
        // libjpeg's rows are not const; it reads them only.
        JSAMPROW row = (JSAMPROW)(s->pixels + row_bytes * jpeg->next_scanline);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
}

int cjpeg_write(const cjpeg_source *source, uint8_t **out, unsigned long *out_count, char *message, size_t capacity) {
    message[0] = 0;
    writer w;
    memset(&w, 0, sizeof w);
    w.source = source;
    w.message = message;
    w.capacity = capacity;
    w.jpeg.err = jpeg_std_error(&w.errors);
    w.jpeg.client_data = &w;
    w.errors.error_exit = fail;
    w.errors.output_message = be_silent;
    write_all(&w);
    jpeg_destroy_compress(&w.jpeg);
    if (w.code != CJPEG_OK) {
        free(w.out);
        w.out = NULL;
        w.count = 0;
    }
    *out = w.out;
    *out_count = w.count;
    return w.code;
}
