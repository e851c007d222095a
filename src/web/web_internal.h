// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* web_internal - what the files of web share: one visit from request to answer. */
#include "web/web.h"

typedef struct {
    Web *web;
    HttpExchange *x;
    Call call;
    const Op *op;
    Face face;
    bool is_api;
    Str path; /* without /api/v1 */
    Str request_id;
    Lang lang;
    Input *typed; /* what a form sent, without _csrf and _once */
    ptrdiff_t typed_n;
    Str sent_once;  /* the token of the form that was sent */
    Str done_op;    /* ?done=wish.ask on the page after a form */
    Str again_path; /* sign-in that keeps a text: where it was going */
    Input *again;
    ptrdiff_t again_n;
    Err *fault; /* what went wrong with the form that is shown again */
} Visit;

/* answer.c */
void answer_call(Visit *v);                  /* call finished: send what it gave */
void answer_error(Visit *v, const Err *err); /* page, problem+json or text */
void answer_not_found(Visit *v);
void answer_no_memory(Visit *v); /* allocates nothing */
void answer_method(Visit *v, Str allow);
void answer_body(Visit *v, int status, const char *type, Str body);

/* page.c */
RenderOptions page_options(const Visit *v, Str *ret_missing);
/* The page of an operation's model with menu and layout. status: of the answer. */
void page_show(Visit *v, Model *model, int status);
/* A page without menu: "web/problem", "web/resend". */
void page_bare(Visit *v, const char *template, Model *model, int status);
/* A message with the arguments of an error. */
Str page_err_text(Visit *v, const Err *err);
/* The hidden fields and the readable rest of a form that must be sent again. */
void page_kept_fields(Model *m, const Input *typed, ptrdiff_t n);
/* What was typed in a field; empty when nothing readable was. */
Str page_typed(const Visit *v, const char *name);
Str page_static_url(const Web *web, const char *name);
