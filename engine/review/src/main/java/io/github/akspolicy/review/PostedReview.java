package io.github.akspolicy.review;

/**
 * What a run changed on a pull request.
 *
 * @param added notes that were not there
 * @param updated notes that say something else than before, or are open again
 * @param closed notes whose finding is gone
 * @param unchanged notes that stay as they are
 * @param left what is told by the summary only: beyond the limit, or in no file of the repository
 */
record PostedReview(int added, int updated, int closed, int unchanged, int left) {
    @Override
    public String toString() {
        return added + " added, " + updated + " updated, " + closed + " closed, " + unchanged + " unchanged, " + left
                + " in the summary only";
    }
}
