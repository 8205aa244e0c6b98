package io.github.akspolicy.helm.template;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes twins of templates and keeps them: the second environment of a chart reads no template again. Safe for several
 * threads.
 */
public final class TwinTemplates {
    /**
     * How to make twins.
     *
     * @param guardTpl see {@link Sanitizer}
     * @param apiVersions see {@link Sanitizer}
     * @param standIns what stands for keys and certificates
     */
    public record Style(boolean guardTpl, @Nullable String apiVersions, StandIns standIns) {
        /** The same with other stand-ins. */
        public Style with(StandIns others) {
            return new Style(guardTpl, apiVersions, others);
        }

        /** The same with an answer to which API versions there are. */
        public Style answering(String answer) {
            return new Style(guardTpl, answer, standIns);
        }
    }

    private final TemplateReader reader;

    /** @param reader reads the texts */
    public TwinTemplates(TemplateReader reader) {
        this.reader = reader;
    }

    /** A template's text that looks nothing up and knows the API versions of a style, without marks and envelope. */
    public synchronized String sanitized(String text, Style style) {
        TemplateFile file = reader.read(text).orElse(null);
        if (file == null) {
            return text;
        }
        var sanitizer = new Sanitizer(style.apiVersions(), style.guardTpl(), style.standIns());
        var out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (int i = 0; i < file.actions().size(); i++) {
            Action action = file.actions().get(i);
            out.append(text, at, action.start());
            out.append(text, action.start(), action.contentStart());
            out.append(sanitizer.rewrite(action, file.tokens(i)));
            out.append(text, action.contentStart() + action.content().length(), action.end());
            at = action.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    /**
     * Adds what the text of a template asks of the list of API versions.
     *
     * @return false when it is not written which versions it asks for
     */
    public synchronized boolean questions(String text, Set<ApiQuestion> questions) {
        TemplateFile file = reader.read(text).orElse(null);
        return file != null && ApiQuestion.add(file, questions);
    }
}
