package io.github.akspolicy.template.function;

/** Sprig's functions as Helm offers them, but for encoders and decoders of JSON. */
final class Sprig {
    private Sprig() {}

    static void addTo(FunctionTable table) {
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
    }
}
