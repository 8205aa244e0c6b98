package io.github.akspolicy.deployment;

import java.util.List;
import java.util.Map;

/**
 * A script of a pipeline, or a file that is one.
 *
 * @param text what of it a pipeline fills in before the shell reads it is filled in, or unknown
 * @param isPowerShell else a POSIX shell
 * @param context the variables and the folder that it runs with
 * @param run what is known of the run of the pipeline
 */
record PipelineScript(PlacedText text, boolean isPowerShell, ShellScript.Context context, Run run) {
    /**
     * What is known of a run of a pipeline.
     *
     * @param environment what the pipeline calls its environment; empty where it says nothing
     * @param choices what something that is unknown may be, by its name: the options of an input
     */
    record Run(String environment, Map<String, List<String>> choices) {
        static final Run UNKNOWN = new Run("", Map.of());

        Run {
            choices = Map.copyOf(choices);
        }
    }
}
