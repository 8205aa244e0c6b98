/**
 * Mends findings: edits the text of values files, templates and manifests where their origin is proven, and keeps an edit
 * only when a new render of every environment proves that it does what it is for and nothing else.
 */
@NullMarked
package io.github.akspolicy.fix;

import org.jspecify.annotations.NullMarked;
