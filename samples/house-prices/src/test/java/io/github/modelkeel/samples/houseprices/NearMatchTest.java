package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMatchTest {
    private static final List<String> KNOWN = List.of("price", "sqft", "year_built");

    @Test
    void theNearestNameIsProposedWhateverItsCase() {
        assertThat(NearMatch.hint("PRISE", KNOWN)).isEqualTo(", did you mean 'price'?");
        assertThat(NearMatch.hint("yearbuild", KNOWN)).isEqualTo(", did you mean 'year_built'?");
    }

    @Test
    void whereNothingIsNearAllAreNamed() {
        assertThat(NearMatch.hint("garage", KNOWN)).isEqualTo("; known: price, sqft, year_built");
    }
}
