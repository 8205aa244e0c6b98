package io.github.akspolicy.helm.template;

import java.util.List;

/**
 * What one template of a chart became.
 *
 * @param number what its markers call it
 * @param marked the text to render for lines, as it is written: marks make a string twice as large
 * @param sites the places that markers refer to; empty when the template cannot be read
 * @param file the template, or null when it cannot be read: then the text is the original and Helm will refuse it
 */
public record Twin(
        int number,
        byte[] marked,
        List<Site> sites,
        @org.jspecify.annotations.Nullable TemplateFile file) {
    public Twin {
        sites = List.copyOf(sites);
    }
}
