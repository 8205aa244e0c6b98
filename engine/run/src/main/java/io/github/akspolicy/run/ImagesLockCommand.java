package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ImagesInUse;
import io.github.akspolicy.configuration.KnownImages;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.manifest.CommandText;
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

/**
 * Asks the registries what the images of all environments are and how they are signed, and writes the images lock with
 * its evidence. Uses the network, and the logins of {@code docker login} and {@code az acr login}. Nothing is
 * verified: {@code verify} does that, without network.
 */
public final class ImagesLockCommand extends Command {
    private final boolean check;

    public ImagesLockCommand(Invocation invocation, boolean check) {
        super(invocation);
        this.check = check;
    }

    @Override
    public void run() throws CommandException, FindingsException {
        Path file = configuration();
        if (!isConfigured()) {
            output().info("No " + file.getFileName() + " here: there are no images to lock.");
            return;
        }
        try {
            lock(Verification.load(file, overrides()));
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (IOException e) {
            throw new CommandException("The images lock cannot be read or written: " + e, e);
        }
    }

    private void lock(Verification verification) throws IOException, CommandException, FindingsException {
        ImagesInUse inUse;
        try (var progress = progress()) {
            inUse = verification.imagesInUse(progress);
        }
        inUse.problems()
                .forEach(problem ->
                        output().error(SafeText.line(problem.problem().toString())));
        KnownImages known = verification.images();
        var client = new RegistryClient(DockerConfiguration.ofUser());
        LockedImages locked = new ImageLocker(
                        (image, warnings) -> new RegistryStore(client, image.registry(), image.repository(), warnings),
                        known.trust().lock().orElse(new ImagesLock(List.of())),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .lock(inUse.references());
        locked.warnings().forEach(warning -> output().warn(SafeText.line(warning)));
        locked.problems().forEach(problem -> output().error(SafeText.line(problem)));
        if (!inUse.problems().isEmpty() || !locked.problems().isEmpty()) {
            throw new CommandException(
                    "The images lock was not written, since not every image is known: fix the errors above first.");
        }
        List<String> changes = locked.changes();
        changes.forEach(change -> output().info(SafeText.line(change)));
        String shown = verification.workspace().relative(known.lock());
        boolean written = locked.isWritten(known.lock(), known.evidence());
        if (check && !written) {
            throw new FindingsException("The images lock " + shown + " is not what the registries say"
                    + (changes.isEmpty() ? ": the evidence differs" : "")
                    + ". Run " + CommandText.command("images-lock") + " and review it.");
        }
        if (!written) {
            locked.write(known.lock(), known.evidence());
        }
        output().info("Images lock " + shown + ": " + locked.lock().entries().size() + " images, " + locked.blobs()
                + " blobs of evidence" + (written ? ", unchanged." : "."));
    }
}
