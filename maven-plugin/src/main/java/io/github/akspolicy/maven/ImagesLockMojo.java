package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ImagesInUse;
import io.github.akspolicy.configuration.KnownImages;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.lock.ImageLocker;
import io.github.akspolicy.signing.lock.LockedImages;
import io.github.akspolicy.signing.registry.DockerConfiguration;
import io.github.akspolicy.signing.registry.RegistryClient;
import io.github.akspolicy.signing.registry.RegistryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Asks the registries what the images of all environments are and how they are signed, and writes the images lock with
 * its evidence. Uses the network, and the logins of <code>docker login</code> and <code>az acr login</code>. Nothing is
 * verified: <code>verify</code> does that, without network.
 */
@Mojo(name = "images-lock", requiresProject = false, threadSafe = true)
public final class ImagesLockMojo extends ConfiguredMojo {
    /** Only says what would change, and fails when something would. */
    @Parameter(property = "aks-policy.check", defaultValue = "false")
    private boolean check;

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        Path file = configuration();
        if (!isConfigured()) {
            getLog().info("No " + file.getFileName() + " in this module: it has no images.");
            return;
        }
        try {
            lock(Verification.load(file, overrides()));
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (IOException e) {
            throw new MojoExecutionException("The images lock cannot be read or written: " + e, e);
        }
    }

    private void lock(Verification verification) throws IOException, MojoExecutionException, MojoFailureException {
        if (!overrides().environments().isEmpty()) {
            throw new MojoExecutionException("A lock speaks for all environments: leave aks-policy.environments out.");
        }
        ImagesInUse inUse;
        try (var progress = ProgressLine.of(session(), getLog())) {
            inUse = verification.imagesInUse(progress);
        }
        inUse.problems()
                .forEach(problem ->
                        getLog().error(SafeText.line(problem.problem().toString())));
        KnownImages known = verification.images();
        var client = new RegistryClient(DockerConfiguration.ofUser());
        LockedImages locked = new ImageLocker(
                        (image, warnings) -> new RegistryStore(client, image.registry(), image.repository(), warnings),
                        known.trust().lock().orElse(new ImagesLock(List.of())),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .lock(inUse.references());
        locked.warnings().forEach(warning -> getLog().warn(SafeText.line(warning)));
        locked.problems().forEach(problem -> getLog().error(SafeText.line(problem)));
        if (!inUse.problems().isEmpty() || !locked.problems().isEmpty()) {
            throw new MojoExecutionException(
                    "The images lock was not written, since not every image is known: fix the errors above first.");
        }
        List<String> changes = locked.changes();
        changes.forEach(change -> getLog().info(SafeText.line(change)));
        String shown = verification.workspace().relative(known.lock());
        boolean written = locked.isWritten(known.lock(), known.evidence());
        if (check && !written) {
            throw new MojoFailureException("The images lock " + shown + " is not what the registries say"
                    + (changes.isEmpty() ? ": the evidence differs" : "")
                    + ". Run aks-policy:images-lock and review it.");
        }
        if (!written) {
            locked.write(known.lock(), known.evidence());
        }
        getLog().info("Images lock " + shown + ": " + locked.lock().entries().size() + " images, " + locked.blobs()
                + " blobs of evidence" + (written ? ", unchanged." : "."));
    }
}
