package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.NamedTemplates.Named;
import io.github.akspolicy.helm.template.TemplateFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the charts whose templates are followed. */
interface TemplateContext {
    /** Whether it is known which values templates saw; where it is not, each that may decide counts. */
    boolean hasValues();

    /** What a value was; null when there was none. */
    @Nullable
    Object value(Symbol.Value value);

    /** The named template of a name; null for none. */
    @Nullable
    Named<TemplateFile> named(String name);

    /** The named templates that an {@code include} may mean. */
    List<String> names(IncludedName included);
}
