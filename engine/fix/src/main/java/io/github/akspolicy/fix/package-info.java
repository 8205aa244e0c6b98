/**
 * Mends findings: edits the text of values files, templates and manifests where their origin is proven, and keeps an edit
 * only when a new render of every environment proves that it does what it is for and nothing else.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.fix;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
