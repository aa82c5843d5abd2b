package io.github.modelkeel.localserver.store;

import java.security.SecureRandom;

/** Makes ids, and names that people can remember, for what was created without one. */
final class RunNames {
    private static final String[] ADJECTIVES = {
        "able", "brisk", "calm", "candid", "clever", "crisp", "daring", "eager", "early", "exact", "fair", "fluent",
        "frank", "gentle", "glad", "handy", "honest", "keen", "kind", "lively", "lucid", "mellow", "merry", "modest",
        "neat", "nimble", "patient", "plain", "polite", "prompt", "proud", "quiet", "rapid", "sharp", "silent",
                "smooth",
        "steady", "sturdy", "subtle", "sunny", "swift", "tidy", "vivid", "warm", "wise", "witty"
    };
    private static final String[] NOUNS = {
        "anchor", "badger", "beacon", "birch", "bison", "brook", "cedar", "comet", "crane", "delta", "dune", "ember",
        "falcon", "fern", "finch", "fjord", "harbor", "hawk", "heron", "island", "juniper", "keel", "lantern", "lark",
        "lynx", "maple", "marten", "meadow", "mesa", "otter", "pebble", "pine", "plover", "raven", "reef", "river",
        "rudder", "sail", "seal", "spruce", "stork", "summit", "tern", "valley", "willow", "wren"
    };
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunNames() {}

    /** Such as {@code steady-heron-417}. */
    static String name() {
        return ADJECTIVES[RANDOM.nextInt(ADJECTIVES.length)] + "-" + NOUNS[RANDOM.nextInt(NOUNS.length)] + "-"
                + RANDOM.nextInt(1000);
    }

    /** 32 hexadecimal digits. */
    static String id() {
        return String.format("%016x%016x", RANDOM.nextLong(), RANDOM.nextLong());
    }
}
