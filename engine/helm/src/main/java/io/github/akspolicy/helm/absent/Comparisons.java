package io.github.akspolicy.helm.absent;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the conditions of templates compare values with. */
final class Comparisons {
    /** Values of kinds that a text is not of. */
    private static final Map<String, Object> OF_KIND = Map.of("bool", true, "int", 1L, "int64", 1L, "float64", 1L);

    /** Compared with what a variable or a helper gives, of which only the text tells. */
    private static final Pattern COMPARED = Pattern.compile("\\b(?:eq|ne|has|kindIs|typeIs)\\b[^}\"]*\"([^\"]*)\"");

    private final Map<Node.Branch, Set<Object>> read = new IdentityHashMap<>();
    private final Map<String, Set<Object>> ofFiles = new HashMap<>();

    /** The constants that a condition compares with something. */
    Set<Object> of(Node.Branch branch) {
        return read.computeIfAbsent(branch, this::compared);
    }

    private Set<Object> compared(Node.Branch branch) {
        var found = new LinkedHashSet<Object>();
        boolean isHeldElsewhere = constants(branch.pipeline(), found);
        if (isHeldElsewhere) {
            found.addAll(ofFiles.computeIfAbsent(branch.file().name(), name -> compared(branch.file())));
        }
        return found;
    }

    private static Set<Object> compared(TemplateText file) {
        var found = new LinkedHashSet<Object>();
        Matcher compared = COMPARED.matcher(file.text());
        while (compared.find()) {
            add(compared.group(1), found);
        }
        return found;
    }

    private static void add(String text, Set<Object> found) {
        found.add(OF_KIND.getOrDefault(text, text));
    }

    /** Collects the constants below a node; whether a variable or a helper may hold further ones. */
    private static boolean constants(Node node, Set<Object> found) {
        boolean isHeldElsewhere = false;
        if (node instanceof Node.Pipeline pipeline) {
            for (Node command : pipeline.commands()) {
                isHeldElsewhere |= constants(command, found);
            }
        } else if (node instanceof Node.Command command) {
            for (Node argument : command.arguments()) {
                isHeldElsewhere |= constants(argument, found);
            }
        } else if (node instanceof Node.Chain chain) {
            isHeldElsewhere = constants(chain.of(), found);
        } else if (node instanceof Node.Literal literal) {
            add(literal.text(), found);
        } else if (node instanceof Node.Bool flag) {
            found.add(flag.value());
        } else if (node instanceof Node.Number number && number.constant().integer() != null) {
            found.add(number.constant().integer());
        } else {
            isHeldElsewhere = (node instanceof Node.Variable variable
                            && variable.names().size() == 1
                            && !variable.names().get(0).equals("$"))
                    || (node instanceof Node.Identifier function
                            && function.name().equals("include"));
        }
        return isHeldElsewhere;
    }
}
