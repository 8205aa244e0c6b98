package io.github.akspolicy.cluster.bicep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of Bicep and what it declares, by name. */
final class BicepFile {
    private static final String GROUP = "resourceGroup";

    private final Path path;
    private final int number;
    private final List<Statement> statements;
    private final Map<String, Statement> symbols = new HashMap<>();
    private final Map<String, Statement.Import> imported = new HashMap<>();
    private String targetScope = GROUP;

    /** @param number one that no other file has */
    BicepFile(Path path, int number, List<Statement> statements) {
        this.path = path;
        this.number = number;
        this.statements = List.copyOf(statements);
        statements.forEach(this::add);
    }

    private void add(Statement statement) {
        if (statement instanceof Statement.Parameter parameter) {
            symbols.putIfAbsent(parameter.name(), statement);
        } else if (statement instanceof Statement.Variable variable) {
            symbols.putIfAbsent(variable.name(), statement);
        } else if (statement instanceof Statement.Function function) {
            symbols.putIfAbsent(function.name(), statement);
        } else if (statement instanceof Statement.Resource resource) {
            symbols.putIfAbsent(resource.name(), statement);
        } else if (statement instanceof Statement.Module module) {
            symbols.putIfAbsent(module.name(), statement);
        } else if (statement instanceof Statement.Type type) {
            symbols.putIfAbsent(type.name(), statement);
        } else if (statement instanceof Statement.Import other) {
            other.names().forEach(alias -> imported.putIfAbsent(alias.here(), other));
            if (other.all() != null) {
                imported.putIfAbsent(other.all(), other);
            }
        } else if (statement instanceof Statement.TargetScope target
                && target.value() instanceof BicepExpression.Literal literal) {
            targetScope = String.valueOf(literal.value());
        }
    }

    Path path() {
        return path;
    }

    int number() {
        return number;
    }

    List<Statement> statements() {
        return statements;
    }

    /** What it declares by a name, or null; not what it imports. */
    @Nullable
    Statement symbol(String name) {
        return symbols.get(name);
    }

    /** What brings a name from another file, or null. */
    Statement.@Nullable Import imported(String name) {
        return symbols.containsKey(name) ? null : imported.get(name);
    }

    /** {@code resourceGroup}, {@code subscription}, {@code managementGroup} or {@code tenant}. */
    String targetScope() {
        return targetScope;
    }

    /** The statements of a kind, in the order of the file. */
    <T extends Statement> List<T> all(Class<T> kind) {
        var all = new ArrayList<T>();
        for (Statement statement : statements) {
            if (kind.isInstance(statement)) {
                all.add(kind.cast(statement));
            }
        }
        return all;
    }
}
