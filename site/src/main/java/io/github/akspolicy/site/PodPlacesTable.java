package io.github.akspolicy.site;

import io.github.akspolicy.resource.ResourceId;

/** The places where custom resources carry pods, of the table that evaluation reads, each below its project. */
final class PodPlacesTable {
    /** The file, beside the classes of resources. */
    static final String NAME = "pod-templates.txt";

    private PodPlacesTable() {}

    static String table() {
        var table =
                new StringBuilder("| project | kind | API group | path | merged |\n| --- | --- | --- | --- | --- |\n");
        String comment = "";
        for (String line : PageData.text(ResourceId.class, NAME).lines().toList()) {
            if (line.startsWith("#")) {
                comment = line.substring(1).strip();
            } else if (!line.isBlank()) {
                String[] words = line.split(" ");
                table.append("| %s | `%s` | `%s` | `%s` | %s |\n"
                        .formatted(comment, words[1], words[0], words[2], words.length > 3 ? "yes" : ""));
                comment = "";
            }
        }
        return table.toString();
    }
}
