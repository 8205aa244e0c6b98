package io.github.akspolicy.helm.absent;

import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values the templates of an execution ask for, there or not, and what conditions compare them with. */
final class Asked implements Observer {
    /** Values of kinds that a text is not of. */
    private static final Map<String, Object> OF_KIND = Map.of("bool", true, "int", 1L, "int64", 1L, "float64", 1L);

    /** Compared with what a variable or a helper gives, of which only the text tells. */
    private static final Pattern COMPARED = Pattern.compile("\\b(?:eq|ne|has|kindIs|typeIs)\\b[^}\"]*\"([^\"]*)\"");

    private final Assumptions assumptions;
    private final Set<String> paths = new LinkedHashSet<>();
    private final Map<String, Set<Object>> constants = new HashMap<>();
    private final Map<Node.Branch, Set<Object>> read = new IdentityHashMap<>();
    private final Map<String, Set<Object>> ofFiles = new HashMap<>();

    Asked(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    /** The keys in the values of the chart that is rendered, in the order in which they are asked for. */
    List<List<Object>> keys() {
        var keys = new ArrayList<List<Object>>();
        paths.forEach(path -> keys.add(ValuesPath.segments(path)));
        return keys;
    }

    /** What conditions compare values with, by the key of the value. */
    Map<List<Object>, Set<Object>> constants() {
        var byKey = new LinkedHashMap<List<Object>, Set<Object>>();
        constants.forEach((path, compared) -> byKey.put(ValuesPath.segments(path), compared));
        return byKey;
    }

    @Override
    public Assumptions assumptions() {
        return assumptions;
    }

    @Override
    public void read(String map, String key, Node at, @Nullable Site caller) {
        paths.add(ValuesPath.child(map, key));
    }

    @Override
    public boolean branched(Node.Branch branch, Value value, @Nullable Site caller) {
        Set<Object> compared = read.computeIfAbsent(branch, this::compared);
        if (!compared.isEmpty()) {
            for (Source source : value.sources().all()) {
                if (source instanceof Source.Setting setting) {
                    constants
                            .computeIfAbsent(setting.path(), path -> new LinkedHashSet<>())
                            .addAll(compared);
                } else if (source instanceof Source.Absent absent) {
                    constants
                            .computeIfAbsent(absent.path(), path -> new LinkedHashSet<>())
                            .addAll(compared);
                }
            }
        }
        return value.isTrue();
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
