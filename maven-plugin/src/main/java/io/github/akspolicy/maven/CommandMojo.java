package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.FindingsException;
import org.apache.maven.plugin.MojoExecutionException;

/** A goal that runs one command. */
abstract class CommandMojo extends AbstractPolicyMojo {
    /** The command with what the goal was given. */
    abstract Command command() throws MojoExecutionException;

    @Override
    void run() throws MojoExecutionException, CommandException, FindingsException {
        command().run();
    }
}
