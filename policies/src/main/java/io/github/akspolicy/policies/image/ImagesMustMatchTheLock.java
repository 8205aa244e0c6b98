package io.github.akspolicy.policies.image;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.policy.signature.TrustsImages;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.resource.workload.PodImage;
import java.time.Duration;

/** The lock is what somebody reviewed: an image that is not in it was deployed unseen. */
final class ImagesMustMatchTheLock extends ImagePolicy implements TrustsImages {
    private static final Parameter<Long> MAX_AGE = Parameter.integer(
            "maxAgeDays", 0, "after how many days an entry of the lock must be looked at again; 0 means never");

    private final ImageTrust trust;

    ImagesMustMatchTheLock() {
        this(ImageTrust.NONE);
    }

    private ImagesMustMatchTheLock(ImageTrust trust) {
        super(policy("image/lock-consistent", MEDIUM, "Images must match the reviewed images lock")
                .fix("run " + CommandText.command("images-lock") + ", and review what changed in the lock")
                .parameters(MAX_AGE));
        this.trust = trust;
    }

    @Override
    public Policy with(ImageTrust known) {
        return new ImagesMustMatchTheLock(known);
    }

    @Override
    void evaluate(PodImage image, ImageReference reference, Judgement judgement) {
        ImagesLock lock = trust.lock().orElse(null);
        if (lock == null) {
            judgement.unknown(
                    image.field(),
                    UnknownCause.INPUT,
                    "there is no images lock yet: run " + CommandText.command("images-lock"));
            return;
        }
        ImagesLock.Entry entry = lock.find(reference).orElse(null);
        long days = judgement.get(MAX_AGE);
        if (entry == null) {
            judgement.fail(image.field(), "image is not in " + trust.lockFile());
        } else if (reference.digest() != null && !reference.digest().equals(entry.digest())) {
            judgement.fail(
                    image.field(),
                    "image has another digest than " + trust.lockFile() + ", which says " + entry.digest());
        } else if (days > 0 && Duration.between(entry.lockedAt(), trust.now()).toDays() > days) {
            judgement.fail(
                    image.field(), "image was locked at " + entry.lockedAt() + ", more than " + days + " days ago");
        }
    }
}
