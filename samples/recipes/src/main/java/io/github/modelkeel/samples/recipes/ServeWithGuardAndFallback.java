package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Fallback;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.util.Map;

/** Serves with a guard: a version that fails gives way to the version before it, or to a fallback. */
public final class ServeWithGuardAndFallback {
    private ServeWithGuardAndFallback() {}

    public static void main(String[] args) {
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house-guarded", Houses.log(150, 100, 0.9)), "champion");
            // region guard
            try (Predictor house = Predictor.builder("models:/house-guarded@champion")
                    .guard(Guard.standard())
                    .fallback(Fallback.value(250_000))
                    .listener(event -> System.out.println(event)) // Swapped, RolledBack, Stale …
                    .onRollback(registry::rollback) // or leave the alias to a person
                    .load()) {
                Prediction price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
                System.out.println(price.value() + " " + price.origin() + " " + price.digest());
            }
            // endregion
            Guard quick = Guard.standard().window(10).minimum(5);
            try (Predictor house = Predictor.builder("models:/house-guarded@champion")
                    .guard(quick)
                    .fallback(Fallback.value(250_000))
                    .listener(event -> System.out.println(event))
                    .load()) {
                for (int i = 0; i < 5; i++) { // so large that the price is infinite, which counts as a failure
                    house.predict(Map.of("sqft", 1e308, "bedrooms", 3, "location", "rural"));
                }
                Prediction price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
                System.out.println(price.value() + " " + price.origin());
            }
        }
    }
}
