package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.resource.DataTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of Cluster API Provider Azure has fields for, and how it writes everything else. The table is {@code capz-fields.txt},
 * which says where it comes from and when it was looked up.
 */
record CapzFields(String kind, String patches) {
    private static final Map<String, String> TABLE = read();
    private static final CapzFields CLUSTER = new CapzFields("AzureManagedControlPlane", "asoManagedClusterPatches");
    private static final CapzFields POOL =
            new CapzFields("AzureManagedMachinePool", "asoManagedClustersAgentPoolPatches");

    static CapzFields of(AzureType type) {
        return type == AzureType.AGENT_POOL ? POOL : CLUSTER;
    }

    /** The version of the API that patches are written for. */
    static String apiVersion(boolean isPreview) {
        return TABLE.getOrDefault(isPreview ? "preview-patches" : "patches", "");
    }

    /** Each name with the spelling of the CRD, and behind it what the field takes. */
    private static Map<String, String> read() {
        var table = new HashMap<String, String>();
        for (String line : DataTable.lines(CapzFields.class, "capz-fields.txt")) {
            String[] words = line.split(" ", 2);
            boolean isField = Character.isUpperCase(words[0].charAt(0));
            table.put(isField ? key(words[0], words[1].split(" ")[0]) : words[0], words[1]);
        }
        return Map.copyOf(table);
    }

    private static String key(String kind, String field) {
        return kind + " " + field.toLowerCase(Locale.ROOT);
    }

    /** Whether there is a field for it; the API server drops what has none. */
    boolean have(PropertyPath path) {
        return path.isBlock() || row(path) != null;
    }

    private @Nullable String row(PropertyPath path) {
        List<String> names = path.segments();
        // a list of things with names, a map, or a field
        String rest = names.size() < 3 ? "" : "[]." + String.join(".", names.subList(2, names.size()));
        for (String field : List.of(
                path.written(),
                names.get(0) + rest,
                names.get(0) + ".*",
                parent(path.written()) + ".*",
                names.get(0) + parent(rest) + ".*")) {
            String row = TABLE.get(key(kind, field));
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    /** How to write a value: into its field where there is one that takes it, else as a patch. */
    String write(PropertyPath path, AzureProperty property, Object value, boolean isWritten) {
        if (path.isBlock()) {
            return "add " + path.written();
        }
        String row = row(path);
        List<String> names = path.segments();
        if (row == null || !takes(row, value.toString())) {
            return property.paths(Notation.ASO).stream()
                    .findFirst()
                    .map(patched -> "add '{\"spec\": " + nested(patched.segments(), "\"", Setting.json(value))
                            + "}' to " + patches)
                    .orElse("check the cluster");
        }
        if (row.contains("[]") && !isWritten) {
            String item = nested(names.subList(2, names.size()), "", Setting.yaml(value));
            return "add {name: " + names.get(1) + ", " + item.substring(1) + " to " + names.get(0);
        }
        String spelled = row.split(" ")[0];
        boolean isMap = spelled.endsWith("*");
        return "write " + (isMap ? names.get(names.size() - 1) : spelled.substring(spelled.lastIndexOf('.') + 1)) + ": "
                + Setting.yaml(value);
    }

    private static boolean takes(String row, String value) {
        int words = row.indexOf(" = ");
        return words < 0 || List.of(row.substring(words + 3).split(" ")).contains(value);
    }

    private static String nested(List<String> names, String quote, String value) {
        return names.isEmpty()
                ? value
                : "{" + quote + names.get(0) + quote + ": " + nested(names.subList(1, names.size()), quote, value)
                        + "}";
    }
}
