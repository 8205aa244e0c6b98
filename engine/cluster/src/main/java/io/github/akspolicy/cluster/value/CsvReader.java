package io.github.akspolicy.cluster.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CSV as {@code csvdecode} reads it (RFC 4180, Go's {@code encoding/csv}): a header, and records as long as it is. */
final class CsvReader {
    private final Call call;
    private final String text;
    private int next;

    private CsvReader(Call call) {
        this.call = call;
        this.text = call.text(0).replace("\r\n", "\n");
    }

    /** A list of objects. */
    static Value read(Call call) {
        var reader = new CsvReader(call);
        List<String> header = reader.record();
        if (header.isEmpty()) {
            throw call.wrong("the header is missing");
        }
        if (new HashSet<>(header).size() < header.size()) {
            throw call.wrong("the header has a column twice");
        }
        List<Value> rows = new ArrayList<>();
        for (List<String> row = reader.record(); !row.isEmpty(); row = reader.record()) {
            if (row.size() != header.size()) {
                throw call.wrong("a row has " + row.size() + " columns, the header " + header.size());
            }
            rows.add(reader.object(header, row));
        }
        return call.made(Value.Items.LIST, rows);
    }

    private Value object(List<String> header, List<String> row) {
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            entries.put(header.get(i), new Value.Entry(call.at(), call.made(row.get(i))));
        }
        return new Value.Mapping(Value.Entries.OBJECT, entries, call.at());
    }

    /** The fields of the next line that is not empty; none at the end. */
    private List<String> record() {
        while (next < text.length() && text.charAt(next) == '\n') {
            next++;
        }
        List<String> fields = new ArrayList<>();
        boolean hasMore = next < text.length();
        while (hasMore) {
            fields.add(next < text.length() && text.charAt(next) == '"' ? quoted() : plain());
            hasMore = next < text.length() && text.charAt(next) == ',';
            if (next < text.length()) {
                next++;
            }
        }
        return fields;
    }

    private String plain() {
        int start = next;
        while (next < text.length() && text.charAt(next) != ',' && text.charAt(next) != '\n') {
            if (text.charAt(next) == '"') {
                throw call.wrong("a quote stands in a field without quotes");
            }
            next++;
        }
        return text.substring(start, next);
    }

    private String quoted() {
        var field = new StringBuilder();
        next++;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c != '"') {
                field.append(c);
            } else if (next < text.length() && text.charAt(next) == '"') {
                field.append('"');
                next++;
            } else {
                if (next < text.length() && text.charAt(next) != ',' && text.charAt(next) != '\n') {
                    throw call.wrong("something follows the quote of a field");
                }
                return field.toString();
            }
        }
        throw call.wrong("the quotes of a field are not closed");
    }
}
