package io.github.akspolicy.cluster.bicep;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a file.
 *
 * @param around the resource that it is declared in, or null
 */
record ResourceDeclaration(
        BicepFile file,
        Statement.Resource statement,
        @Nullable ResourceDeclaration around) {
    private static final String AZURE = "az:";

    DeclarationBody body() {
        return DeclarationBody.of(statement.body());
    }

    /** Its whole type without version. */
    String type() {
        String own = version(statement.type(), false);
        boolean isWhole = around == null || own.indexOf('.') >= 0 && own.indexOf('.') < own.indexOf('/');
        return isWhole || around == null ? own : around.type() + "/" + own;
    }

    /** The version of its API; empty where none is written. */
    String apiVersion() {
        String own = version(statement.type(), true);
        return own.isEmpty() && around != null ? around.apiVersion() : own;
    }

    private static String version(String type, boolean isVersion) {
        String text = type.startsWith(AZURE) ? type.substring(AZURE.length()) : type;
        int at = text.indexOf('@');
        return isVersion ? at < 0 ? "" : text.substring(at + 1) : at < 0 ? text : text.substring(0, at);
    }

    /** Whether an extension deploys it, not Azure: its type has no provider, or is one of Microsoft Graph. */
    boolean isOfExtension() {
        if (around != null) {
            return around.isOfExtension();
        }
        String type = type();
        int slash = type.indexOf('/');
        String provider = slash < 0 ? "" : type.substring(0, slash);
        return type.indexOf(':') >= 0
                || provider.indexOf('.') < 0
                || provider.toLowerCase(Locale.ROOT).equals("microsoft.graph");
    }

    /** Its name among all of the file. */
    String symbol() {
        return around == null ? statement.name() : around.symbol() + "::" + statement.name();
    }

    /** The resource of this name that is declared in it, or null. */
    @Nullable
    ResourceDeclaration inner(String name) {
        for (Statement.Resource resource : body().object().resources()) {
            if (resource.name().equals(name)) {
                return new ResourceDeclaration(file, resource, this);
            }
        }
        return null;
    }
}
