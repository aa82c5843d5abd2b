package io.github.modelkeel.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final StringWriter out = new StringWriter();
    private final Table table = new Table(out, List.of("NAME", "VERSION", "NOTE"));

    @Test
    void columnsAreAsWideAsTheirCells() throws IOException {
        table.row(List.of("house", "12", "good"));
        table.row(List.of("a longer name", "3", ""));
        table.finish();
        assertThat(out).hasToString("""
                        NAME           VERSION  NOTE
                        house          12       good
                        a longer name  3
                        """);
    }

    @Test
    void aNameOfTwoHundredCharactersIsWholeAndMovesItsRowAlone() throws IOException {
        String name = "n".repeat(200);
        table.row(List.of("house", "12", "good"));
        table.row(List.of(name, "3", "long"));
        table.finish();
        assertThat(out).hasToString("NAME   VERSION  NOTE\nhouse  12       good\n" + name + "  3        long\n");
    }

    @Test
    void rowsAfterTheFirstArePrintedAsTheyCome() throws IOException {
        for (int i = 0; i < 200; i++) {
            table.row(List.of("house", "12", "good"));
        }
        int printed = out.toString().length();
        table.row(List.of("one more", "1", ""));
        assertThat(out.toString().substring(printed)).isEqualTo("one more  1\n");
        assertThat(out.toString().lines()).hasSize(202);
    }

    @Test
    void aTextOfAServerCannotCommandATerminal() {
        assertThat(Table.printable("red \u001b[31m\u009b2J \u202edesrever\nline\ttab \ud83c\udfe0 \ud800"))
                .isEqualTo("red ?[31m?2J ?desrever line tab \ud83c\udfe0 ?");
    }
}
