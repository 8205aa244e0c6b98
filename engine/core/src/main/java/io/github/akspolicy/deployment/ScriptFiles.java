package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.PipelineScript.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the commands of script files, Makefiles and justfiles. Where a script is started is not written in it: its paths count where
 * they lead somewhere from one of the root of the repository and its own folder, and not from both.
 */
record ScriptFiles(PipelineFiles files, Path root, CommandReader commands) {
    /** Whether a file is a script, and not a pipeline that runs by itself. */
    static boolean isScript(String path) {
        return !path.endsWith(".yml") && !path.endsWith(".yaml");
    }

    void read() {
        for (Path file : files.scripts()) {
            String text = files.script(file);
            Path folder = file.getParent();
            if (text == null || folder == null) {
                continue;
            }
            String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
            PlacedText placed = PlacedText.ofFile(files.path(file), text);
            String own = RepositoryPaths.written(root, folder);
            if (name.endsWith(".sh") || name.endsWith(".bash") || name.endsWith(".ps1")) {
                script(placed, name.endsWith(".ps1"), own);
            } else if (name.contains("justfile") || name.endsWith(".just")) {
                Justfile.scripts(placed, own).forEach(commands::read);
            } else {
                Makefile.scripts(placed, own).forEach(commands::read);
            }
        }
    }

    private void script(PlacedText text, boolean isPowerShell, String folder) {
        String start =
                folder.equals(OpenText.unknown(ShellSubstitution.ROOT)) ? folder : RepositoryPaths.either(folder);
        var environment = isPowerShell ? Map.of("$psscriptroot", folder) : Map.<String, String>of();
        commands.read(new PipelineScript(
                text, isPowerShell, new ShellScript.Context(environment, start, folder), Run.UNKNOWN));
    }

    /** The script of a recipe of make or just, of which each line runs in the same folder. */
    static PipelineScript recipe(List<PlacedText> lines, Map<String, String> variables, String folder) {
        var context = new ShellScript.Context(variables, folder, null);
        return new PipelineScript(PlacedText.joined(lines), false, context, Run.UNKNOWN);
    }
}
