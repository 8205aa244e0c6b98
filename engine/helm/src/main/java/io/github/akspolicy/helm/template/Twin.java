package io.github.akspolicy.helm.template;

import java.util.List;

/**
 * What one template of a chart became.
 *
 * @param number what its markers call it
 * @param plain the text to render for policies
 * @param marked the text to render for lines
 * @param sites the places that markers refer to; empty when the template cannot be read
 * @param file the template, or null when it cannot be read: then both texts are the original and Helm will refuse them
 */
public record Twin(
        int number,
        String plain,
        String marked,
        List<Site> sites,
        @org.jspecify.annotations.Nullable TemplateFile file) {
    public Twin {
        sites = List.copyOf(sites);
    }
}
