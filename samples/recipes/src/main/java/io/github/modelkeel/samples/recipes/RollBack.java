package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.Registry;
import java.util.List;

/** Promotes a version from the one that is expected, and takes the alias back. */
public final class RollBack {
    private RollBack() {}

    public static void main(String[] args) {
        try (Registry registry = Registry.open()) {
            ModelVersion first = registry.register("house-promoted", Houses.log(150, 100, 0.9));
            registry.setAlias(first, "champion");
            int current = first.version();
            int next = registry.register("house-promoted", Houses.log(160, 99, 0.9))
                    .version();
            // region promote-expecting
            registry.promote("house-promoted", next, "champion", Promotion.ifCurrentIs(current));
            // endregion
            System.out.println("promoted: " + (registry.resolveAlias("house-promoted", "champion") == next));
            // region roll-back
            ModelVersion before = registry.rollback("house-promoted", "champion");
            List<Integer> history = registry.aliasHistory("house-promoted", "champion");
            // endregion
            System.out.println(
                    "rolled back to the one before: " + (before.version() == current) + ", history " + history);
        }
    }
}
