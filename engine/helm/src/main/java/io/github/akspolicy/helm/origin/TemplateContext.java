package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.twin.ChartTwins;
import org.jspecify.annotations.Nullable;

/** What is known of the charts whose templates are followed. */
interface TemplateContext {
    /** Whether it is known which values templates saw; where it is not, each that may decide counts. */
    boolean hasValues();

    /** What a value was; null when there was none. */
    @Nullable
    Object value(Symbol.Value value);

    /** The templates, by their names. */
    ChartTwins twins();

    /** Charts of which it is not known which values their templates saw. */
    record OfAnyValues(ChartTwins twins) implements TemplateContext {
        @Override
        public boolean hasValues() {
            return false;
        }

        @Override
        public @Nullable Object value(Symbol.Value value) {
            return null;
        }
    }
}
