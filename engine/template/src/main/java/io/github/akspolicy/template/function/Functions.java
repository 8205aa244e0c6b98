package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Caller.Dialect;

/** All functions but those with which templates call each other. */
public final class Functions {
    private Functions() {}

    /**
     * A table of them, to which more can be added.
     *
     * @param dialect the Helm whose functions they are
     */
    public static FunctionTable table(Dialect dialect) {
        FunctionTable table = new FunctionTable();
        GoFunctions.addTo(table);
        Comparisons.addTo(table);
        TextFunctions.addTo(table);
        WordFunctions.addTo(table);
        JoinFunctions.addTo(table);
        Integers.addTo(table);
        Decimals.addTo(table);
        Defaults.addTo(table);
        Types.addTo(table);
        Lists.addTo(table);
        Dictionaries.addTo(table);
        Paths.addTo(table);
        Encodings.addTo(table);
        Regexes.addTo(table);
        SemanticVersion.addTo(table);
        Dates.addTo(table);
        Urls.addTo(table);
        StandIns.addTo(table);
        Secrets.addTo(table);
        Certificates.addTo(table);
        EncodingFunctions.addTo(table, dialect);
        return table;
    }
}
