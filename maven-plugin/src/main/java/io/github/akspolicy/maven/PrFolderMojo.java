package io.github.akspolicy.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Does what <code>pr</code> does for the <code>aks-policy.yaml</code> of one folder, and needs no POM: for repositories without a Maven
 * build, and for jobs that evaluate changes of others from an empty folder, with <code>-Daks-policy.directory=CHECKOUT</code>.
 *
 * @since 0.1.0
 */
@Mojo(name = "pr-folder", requiresProject = false, aggregator = true, threadSafe = true)
public final class PrFolderMojo extends PrMojo {}
