package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a place of an Azure pipeline: "YAML schema reference" and "Predefined variables" of Azure Pipelines, as of
 * 2026-11-30.
 *
 * @param parameters of the template, by name; a value may hold unknowns
 * @param variables by name, whose case does not matter
 * @param choices what an unknown may be, by its name
 */
record AzureScope(
        Map<String, String> parameters, TreeMap<String, String> variables, Map<String, List<String>> choices) {
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    /** Where the repository is checked out to, in a job that checks out one. */
    private static final Pattern SOURCES = Pattern.compile(
            "(?i)build\\.sourcesdirectory|system\\.defaultworkingdirectory|build\\.repository\\.localpath");

    private static final Pattern MACRO = Pattern.compile("\\$\\(([A-Za-z_][\\w.-]{0,100})\\)(/s(?=/|$))?");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{((?:[^}']|'[^']*+'|}(?!})){0,500}+)}}");
    private static final Pattern PARAMETER = Pattern.compile(
            "parameters\\.([\\w-]+)|parameters\\['([^']+)'\\]|(variables)\\.([\\w.-]+)|variables\\['([^']+)'\\]");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

    static final AzureScope NONE = new AzureScope(Map.of(), new TreeMap<>(String.CASE_INSENSITIVE_ORDER), Map.of());

    /** With what is only known at a call of a template. */
    AzureScope with(Map<String, String> given, Map<String, List<String>> more) {
        var all = new HashMap<>(choices);
        all.putAll(more);
        return new AzureScope(given, variables, all);
    }

    /** With variables of a stage, a job or the pipeline: a mapping, or a list with names and values. */
    AzureScope withVariables(PipelineFile file, Field written) {
        if (!written.isPresent()) {
            return this;
        }
        var all = new TreeMap<>(variables);
        for (Field field : written.fields()) {
            put(all, file, field.key(), field);
        }
        for (Field item : written.items()) {
            String name = item.get("name").string();
            if (name != null) {
                put(all, file, name, item.get("value"));
            } else {
                conditional(all, item, 0);
            }
        }
        return new AzureScope(parameters, all, choices);
    }

    private void put(Map<String, String> all, PipelineFile file, String name, Field value) {
        if (name.startsWith("${{")) {
            conditional(all, value, 0);
            return;
        }
        String text = PipelineFile.text(file, value);
        // a value may name variables of the same list
        AzureScope scope = new AzureScope(parameters, new TreeMap<>(all), choices);
        // what only a run computes begins so
        all.put(name, text == null || text.startsWith("$[") ? OpenText.unknown(name) : scope.resolved(text));
    }

    /** What a condition sets is not known, whatever was known before. */
    private static void conditional(Map<String, String> all, Field value, int depth) {
        if (depth > 8) {
            return;
        }
        for (Field field : value.fields()) {
            if (field.key().startsWith("${{")) {
                conditional(all, field, depth + 1);
            } else if (!field.key().equals("name") && !field.key().equals("value")) {
                all.put(field.key(), OpenText.unknown(field.key()));
            }
        }
        for (Field item : value.items()) {
            String name = item.get("name").string();
            if (name != null) {
                all.put(name, OpenText.unknown(name));
            } else {
                conditional(all, item, depth + 1);
            }
        }
    }

    /** Without what a script may set: {@code ##vso[task.setvariable variable=X]}. */
    AzureScope without(List<String> names) {
        var all = new TreeMap<>(variables);
        names.forEach(name -> all.put(name, OpenText.unknown(name)));
        return new AzureScope(parameters, all, choices);
    }

    String resolved(String text) {
        return resolved(PlacedText.plain(text)).text();
    }

    /** The text with what is known of its expressions and macros. */
    PlacedText resolved(PlacedText text) {
        return text.replaced(EXPRESSION, found -> expression(found.group(1).strip()))
                .replaced(MACRO, found -> macro(found.group(1), found.group(2) != null));
    }

    private String expression(String expression) {
        var literal = LITERAL.matcher(expression);
        if (literal.matches()) {
            return literal.group(1).replace("''", "'");
        }
        var property = PARAMETER.matcher(expression);
        if (!property.matches()) {
            return OpenText.unknown(expression.length() > 60 ? "expression" : expression.replaceAll("[^\\w.-]+", "_"));
        }
        String parameter = property.group(1) == null ? property.group(2) : property.group(1);
        if (parameter != null) {
            String value = parameters.get(parameter);
            return value == null ? OpenText.unknown("parameters." + parameter) : value;
        }
        String variable = property.group(4) == null ? property.group(5) : property.group(4);
        String value = variables.get(variable);
        return SOURCES.matcher(variable).matches() ? ROOT : value == null ? OpenText.unknown(variable) : value;
    }

    private @Nullable String macro(String name, boolean isSources) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (SOURCES.matcher(lower).matches()) {
            return isSources ? ROOT + "/s" : ROOT;
        }
        if (isSources && (lower.equals("pipeline.workspace") || lower.equals("agent.builddirectory"))) {
            return ROOT;
        }
        if (name.equals("pwd")) {
            return null;
        }
        String value = variables.get(name);
        return (value == null ? OpenText.unknown(name) : value) + (isSources ? "/s" : "");
    }

    /** The variables as scripts see them in the environment: upper case, dots and blanks as underscores. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        variables.forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).contains("secret")) {
                environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[. ]", "_"), value);
            }
        });
        environment.put("BUILD_SOURCESDIRECTORY", ROOT);
        environment.put("SYSTEM_DEFAULTWORKINGDIRECTORY", ROOT);
        return environment;
    }
}
