package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Generates houses: made-up data, the same on every machine for the same seed. Prices follow size, place, age and condition, with
 * interactions and 7 % of noise; {@code year_built} is missing in 4 % of the rows.
 */
final class HouseData {
    static final String TARGET = "price";

    private static final int THIS_YEAR = 2026;
    private static final List<Column> COLUMNS = List.of(
            new Column("sqft", Kind.NUMBER),
            new Column("bedrooms", Kind.NUMBER),
            new Column("bathrooms", Kind.NUMBER),
            new Column("location", Kind.TEXT),
            new Column("year_built", Kind.NUMBER),
            new Column("condition", Kind.TEXT),
            new Column(TARGET, Kind.NUMBER));

    private HouseData() {}

    /** Which houses are on the market. */
    enum Market {
        /** The houses that the model learns from. */
        REFERENCE(1.0, 1.0, 0.32, 0.78, 0.93),
        /**
         * The houses of a later market: 30 % larger, 40 % younger, and 60 % of them urban (32 % before). So {@code sqft},
         * {@code year_built}, {@code location} and with them {@code price} drift; rooms and condition do not.
         */
        SHIFTED(1.3, 0.6, 0.60, 0.88, 0.96);

        private final double size;
        private final double age;
        private final double urban;
        private final double suburban;
        private final double rural;

        /** The last three are shares up to and including the location; the rest is coastal. */
        Market(double size, double age, double urban, double suburban, double rural) {
            this.size = size;
            this.age = age;
            this.urban = urban;
            this.suburban = suburban;
            this.rural = rural;
        }

        private String location(double share) {
            return share < urban ? "urban" : share < suburban ? "suburban" : share < rural ? "rural" : "coastal";
        }
    }

    static Table generate(int rows, long seed, Market market) {
        Random random = new Random(seed);
        List<Map<String, Object>> houses = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            houses.add(house(random, market));
        }
        String source = "generated with seed %d".formatted(seed);
        return new Table(Table.GENERATED, source, COLUMNS, houses);
    }

    private static Map<String, Object> house(Random random, Market market) {
        double base = between(450, 6_000, 1_750 * StrictMath.exp(0.36 * random.nextGaussian()));
        double bedrooms = between(1, 7, StrictMath.rint(base / 560 + 0.7 * random.nextGaussian()));
        double bathrooms =
                between(1, 5, StrictMath.rint(2 * (0.45 + bedrooms * 0.55 + 0.4 * random.nextGaussian())) / 2);
        String location = market.location(random.nextDouble());
        double age = between(0, 110, 38 + 24 * random.nextGaussian());
        String condition = condition(age, random.nextGaussian());
        double sqft = StrictMath.rint(base * market.size);
        double year = Math.min(THIS_YEAR - 1, StrictMath.rint(THIS_YEAR - age * market.age));
        double noise = StrictMath.exp(0.07 * random.nextGaussian());
        boolean yearKnown = random.nextDouble() >= 0.04;

        Map<String, Object> house = new LinkedHashMap<>();
        house.put("sqft", sqft);
        house.put("bedrooms", bedrooms);
        house.put("bathrooms", bathrooms);
        house.put("location", location);
        if (yearKnown) {
            house.put("year_built", year);
        }
        house.put("condition", condition);
        double rooms = 9_000 * bathrooms - (sqft / bedrooms < 380 ? 14_000 : 0);
        double price = 42_000 + (areaValue(sqft, location) + rooms) * ageFactor(THIS_YEAR - year, location, condition);
        house.put(TARGET, StrictMath.rint(price * noise));
        return house;
    }

    private static String condition(double age, double luck) {
        double wear = age / 45 - 0.75 * luck;
        return wear < 0 ? "excellent" : wear < 1 ? "good" : wear < 1.9 ? "fair" : "poor";
    }

    /** Each further square foot adds a little less; where the house stands sets the rate. */
    private static double areaValue(double sqft, String location) {
        double rate = switch (location) {
            case "urban" -> 390;
            case "suburban" -> 275;
            case "coastal" -> 520;
            default -> 165;
        };
        return rate * StrictMath.pow(sqft, 0.94);
    }

    /** Age costs less when a house is kept well, and an old house in the city is worth more than one of middle age. */
    private static double ageFactor(double age, String location, String condition) {
        double wear = switch (condition) {
            case "excellent" -> 0.002;
            case "good" -> 0.0035;
            case "fair" -> 0.005;
            default -> 0.0065;
        };
        double start = switch (condition) {
            case "excellent" -> 1.12;
            case "good" -> 1.0;
            case "fair" -> 0.91;
            default -> 0.78;
        };
        double old = location.equals("urban") && age > 80 ? 1.15 : 1;
        return start * old * StrictMath.exp(-wear * Math.min(age, 70));
    }

    private static double between(double min, double max, double value) {
        return Math.max(min, Math.min(max, value));
    }
}
