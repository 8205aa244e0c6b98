package io.github.akspolicy.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Does what <code>verify</code> does for the <code>aks-policy.yaml</code> of the current directory, and needs no POM: for
 * repositories without a Maven build, and for jobs that evaluate changes of others from an empty folder, with
 * <code>-Daks-policy.directory=CHECKOUT</code>. In a build of several modules use <code>verify</code>, which evaluates each module.
 *
 * @since 0.1.0
 */
// A goal that needs no project runs once, in the top-level project: as a setting of verify that would leave all modules
// out.
@Mojo(name = "verify-folder", requiresProject = false, aggregator = true, threadSafe = true)
public final class VerifyFolderMojo extends VerifyMojo {}
