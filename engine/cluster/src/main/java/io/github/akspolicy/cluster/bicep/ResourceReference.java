package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Access;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as an expression means it.
 *
 * @param from where it is meant
 * @param index which one of a loop; null for all of them, or within the loop for the one itself
 */
record ResourceReference(
        ExpressionConversion from,
        ResourceDeclaration declaration,
        @Nullable ArmExpression index) {
    private static final String NAME = "name";
    private static final String FULL = "full";
    private static final int DEEPEST = 50;

    /** The names within its own body. */
    ExpressionConversion inside() {
        BicepExpression.Loop loop = declaration.body().loop();
        var inner = new ExpressionConversion(from.template(), declaration.file(), Map.of(), declaration);
        if (loop == null) {
            return inner;
        }
        return inner.with(rounds(loop, inner, index));
    }

    /** What the names of a loop are in one round of it, or in that which is evaluated. */
    static Map<String, ArmExpression> rounds(
            BicepExpression.Loop loop, ExpressionConversion outside, @Nullable ArmExpression index) {
        ArmExpression round = index == null ? new Call("copyIndex", List.of()) : index;
        var names = new HashMap<String, ArmExpression>();
        names.put(loop.item(), new Access(outside.expression(loop.over()), round, false));
        if (loop.index() != null) {
            names.put(loop.index(), round);
        }
        return names;
    }

    /** The resource that its name is within; null for one without. */
    @Nullable
    ResourceReference parent() {
        if (declaration.around() != null) {
            return new ResourceReference(from, declaration.around(), null);
        }
        BicepExpression parent = declaration.body().object().get("parent");
        return parent == null ? null : inside().references().resource(parent);
    }

    private boolean hasParent() {
        return declaration.around() != null || declaration.body().object().get("parent") != null;
    }

    private ArmExpression ownName() {
        BicepExpression name = declaration.body().object().get(NAME);
        return name == null ? ExpressionConversion.unknown(NAME) : inside().expression(name);
    }

    /** Its name with that of its parents before it. */
    ArmExpression name() {
        return hasParent() ? joined("", names()) : ownName();
    }

    private static ArmExpression joined(String prefix, List<ArmExpression> names) {
        var pattern = new StringBuilder(prefix);
        for (int i = 0; i < names.size(); i++) {
            pattern.append(pattern.length() == 0 ? "" : "/")
                    .append('{')
                    .append(i)
                    .append('}');
        }
        return new Call("format", behind(new Literal(pattern.toString()), names));
    }

    private static List<ArmExpression> behind(ArmExpression first, List<ArmExpression> others) {
        var all = new ArrayList<ArmExpression>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    /** The names of its parents, then its own, one for each part of its type. */
    private List<ArmExpression> names() {
        from.template().enter(declaration.statement().at());
        List<ArmExpression> names = new ArrayList<>();
        ArmExpression own = ownName();
        int parts = declaration.type().split("/").length - 1;
        if (hasParent()) {
            ResourceReference parent = parent();
            names.addAll(parent == null ? List.of(ExpressionConversion.unknown("parent")) : parent.names());
            names.add(own);
        } else {
            for (int i = 0; i < parts; i++) {
                names.add(parts == 1 ? own : part(own, i));
            }
        }
        from.template().leave();
        return names;
    }

    private static ArmExpression part(ArmExpression name, int index) {
        return new Access(Call.of("split", name, new Literal("/")), new Literal((long) index), false);
    }

    /** Type and names, as the scope of an extension is written. */
    ArmExpression asScope() {
        return joined(declaration.type(), names());
    }

    /** Its id. */
    ArmExpression id() {
        var arguments = behind(new Literal(declaration.type()), names());
        ResourceReference top = this;
        ResourceReference parent = parent();
        for (int i = 0; i < DEEPEST && parent != null; i++) {
            top = parent;
            parent = top.parent();
        }
        BicepExpression scope = top.declaration().body().object().get("scope");
        return scope == null
                ? inScopeOfFile(arguments)
                : new Scopes(top.inside(), top.declaration().file()).id(scope, arguments);
    }

    private ArmExpression inScopeOfFile(List<ArmExpression> arguments) {
        return Scopes.ofFile(declaration.file().targetScope(), arguments);
    }

    /** What the deployment answers about it. */
    ArmExpression asked(String what) {
        var arguments = new ArrayList<ArmExpression>();
        arguments.add(id());
        arguments.add(new Literal(declaration.apiVersion()));
        if (!what.isEmpty()) {
            arguments.add(new Literal(what));
        }
        return new Call("reference", arguments);
    }

    /** A property of it; what its declaration says for certain is not asked. */
    ArmExpression property(String name, boolean isSafe) {
        boolean isPlain = declaration.body().loop() == null || index != null || declaration.equals(from.within());
        if (isPlain) {
            switch (name) {
                case "id":
                    return id();
                case NAME:
                    return ownName();
                case "type":
                    return new Literal(declaration.type());
                case "apiVersion":
                    return new Literal(declaration.apiVersion());
                case "properties":
                    if (!isSafe) {
                        return asked("");
                    }
                    break;
                default:
                    break;
            }
        }
        ArmExpression all = asked(FULL);
        return isSafe ? Call.of("tryGet", all, new Literal(name)) : new Access(all, new Literal(name), false);
    }
}
