package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Access;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ids of resources by the scope that they are deployed to, as the compiler writes them. */
record Scopes(ExpressionConversion conversion, BicepFile file) {
    private static final String GROUPS = "microsoft.resources/resourcegroups";
    private static final String IN_SCOPE = "extensionResourceId";

    /** @param arguments the type and the names */
    static ArmExpression ofFile(String targetScope, List<ArmExpression> arguments) {
        return switch (targetScope) {
            case "subscription" -> new Call("subscriptionResourceId", arguments);
            case "tenant" -> new Call("tenantResourceId", arguments);
            case "managementGroup" ->
                with(IN_SCOPE, new Access(call("managementGroup"), new Literal("id"), false), arguments);
            default -> new Call("resourceId", arguments);
        };
    }

    private static ArmExpression call(String name) {
        return new Call(name, List.of());
    }

    private static ArmExpression with(String function, ArmExpression first, List<ArmExpression> others) {
        var all = new ArrayList<ArmExpression>();
        all.add(first);
        all.addAll(others);
        return new Call(function, all);
    }

    /** The id of a resource with a scope of its own. */
    ArmExpression id(BicepExpression scope, List<ArmExpression> arguments) {
        ResourceReference resource = conversion.references().resource(scope);
        if (resource != null) {
            boolean isGroup = resource.declaration().type().equalsIgnoreCase(GROUPS);
            return with(IN_SCOPE, isGroup ? group(null, resource.name()) : resource.id(), arguments);
        }
        if (!(scope instanceof BicepExpression.Call call)) {
            return with(IN_SCOPE, ExpressionConversion.unknown("scope"), arguments);
        }
        List<ArmExpression> given =
                call.arguments().stream().map(conversion::expression).toList();
        return switch (call.name()) {
            case "resourceGroup" ->
                given.isEmpty()
                        ? new Call("resourceId", arguments)
                        : with(
                                IN_SCOPE,
                                group(given.size() > 1 ? given.get(0) : null, given.get(given.size() - 1)),
                                arguments);
            case "subscription" ->
                given.isEmpty()
                        ? new Call("subscriptionResourceId", arguments)
                        : with("subscriptionResourceId", given.get(0), arguments);
            case "tenant" -> new Call("tenantResourceId", arguments);
            case "managementGroup" ->
                given.isEmpty()
                        ? ofFile("managementGroup", arguments)
                        : with(
                                IN_SCOPE,
                                Call.of(
                                        "tenantResourceId",
                                        new Literal("Microsoft.Management/managementGroups"),
                                        given.get(0)),
                                arguments);
            default -> with(IN_SCOPE, ExpressionConversion.unknown("scope"), arguments);
        };
    }

    private static ArmExpression group(@Nullable ArmExpression subscription, ArmExpression name) {
        return Call.of(
                "format",
                new Literal("/subscriptions/{0}/resourceGroups/{1}"),
                subscription == null
                        ? new Access(call("subscription"), new Literal("subscriptionId"), false)
                        : subscription,
                name);
    }

    /** What the scope of a resource that is deployed is written as; null where it is that of the deployment. */
    @Nullable
    ArmExpression written(BicepExpression scope) {
        ResourceReference resource = conversion.references().resource(scope);
        if (resource != null) {
            return resource.asScope();
        }
        return scope instanceof BicepExpression.Call call && call.name().equals("tenant") ? new Literal("/") : null;
    }
}
