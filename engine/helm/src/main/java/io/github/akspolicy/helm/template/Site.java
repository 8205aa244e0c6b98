package io.github.akspolicy.helm.template;

import org.jspecify.annotations.Nullable;

/**
 * A place of a template that the render reports.
 *
 * @param file the template
 * @param action the action that writes or loops, or -1 for literal text
 * @param offset where it stands in the template's text
 */
public record Site(TemplateFile file, int action, int offset) {
    /** The line, counted from 1. */
    public int line() {
        return file.line(offset);
    }

    /** The column, counted from 1. */
    public int column() {
        return file.column(offset);
    }

    /** Whether this stands inside the block that {@code opener} opens. */
    public boolean isInside(Site opener) {
        for (int at = action; at >= 0 && file == opener.file; at = file.parent(at)) {
            if (file.parent(at) == opener.action) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site site && file == site.file && offset == site.offset;
    }

    @Override
    public int hashCode() {
        return offset;
    }
}
