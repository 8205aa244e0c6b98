package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.manifest.Field;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of an index of labelled cases.
 *
 * @param id unique
 * @param check the rule of the other project
 * @param topic what it is about
 * @param expect {@code pass} or {@code fail}
 * @param files the manifests to judge together
 * @param parameters the parameters of the check
 * @param match which resources the check looks at; absent for all
 * @param context those of the files that stand for objects already in the cluster and are not judged
 * @param format {@code kubernetes}, {@code arm-json}, {@code terraform-json}
 * @param semantics why the label is right for the other project only; empty when it is right as such
 * @param schema why the API server would not accept the object; empty when it would
 * @param yamlQuirk why a strict YAML parser refuses the file; empty when it does not
 */
record LabelledCase(
        String id,
        String check,
        String topic,
        String expect,
        List<Path> files,
        Field parameters,
        Field match,
        List<Path> context,
        String format,
        String semantics,
        String schema,
        String yamlQuirk) {

    /** @param folder what paths of files are relative to */
    static LabelledCase of(Field line, Path folder) {
        return new LabelledCase(
                required(line, "id"),
                required(line, "check"),
                line.get("topic").stringOr("unknown"),
                required(line, "expect"),
                paths(line.get("files"), folder),
                line.get("params"),
                line.get("match"),
                paths(line.get("inventory"), folder),
                line.get("format").stringOr("kubernetes"),
                line.get("semantics").stringOr(""),
                String.join("; ", line.get("schema").strings()),
                line.get("yamlQuirk").stringOr(""));
    }

    private static String required(Field line, String name) {
        String value = line.get(name).string();
        if (value == null) {
            throw new IllegalArgumentException("a case needs the field " + name);
        }
        return value;
    }

    private static List<Path> paths(Field list, Path folder) {
        return list.strings().stream().map(folder::resolve).toList();
    }
}
