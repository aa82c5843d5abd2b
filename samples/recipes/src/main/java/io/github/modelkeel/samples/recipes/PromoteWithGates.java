package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;

/** Registers versions, and lets one become champion only if its metrics and its data pass the gates. */
public final class PromoteWithGates {
    private PromoteWithGates() {}

    public static void main(String[] args) {
        Profile lastMonth = Profile.ofRows(Houses.rows(800, 1, 1));
        DriftReport report = Drift.compare(lastMonth, Profile.ofRows(Houses.rows(800, 2, 1)));
        try (Registry registry = Registry.open()) {
            int champion = registry.register("house-promoted", Houses.log(150, 100, 0.9))
                    .version();
            int challenger = registry.register("house-promoted", Houses.log(151, 101, 0.85))
                    .version();
            int worse = registry.register("house-promoted", Houses.log(190, 120, 0.7))
                    .version();
            registry.setAlias("house-promoted", "champion", champion);
            // region gates
            PromotionGate noDrift =
                    contest -> new PromotionGate.Verdict("no drift", !report.failed(), report.summary());
            Promotion promotion = Promotion.ifCurrentIs(champion)
                    .withGates(
                            PromotionGate.lowerIsBetter("rmse", 0.02), // at most 2 % worse than the champion
                            PromotionGate.atLeast("auc", 0.8),
                            noDrift);
            Promotion.Decision decision = registry.promote("house-promoted", challenger, "champion", promotion);
            System.out.println(decision);
            // endregion
            Promotion next = Promotion.ifCurrentIs(challenger).withGates(PromotionGate.lowerIsBetter("rmse", 0.02));
            // region refused
            try {
                registry.promote("house-promoted", worse, "champion", next);
            } catch (PromotionRefusedException e) {
                System.out.println(e.getMessage()); // every rule with its numbers
                System.out.println("still version " + e.actualVersion());
            }
            // endregion
        }
    }
}
