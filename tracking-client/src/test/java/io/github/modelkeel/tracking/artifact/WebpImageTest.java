package io.github.modelkeel.tracking.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of the files; that others read the same pixels out of them is tested with MLflow's own Python. */
class WebpImageTest {
    private static BufferedImage image(int width, int height, int type, long seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "256,256", "512,3", "7,5"})
    void theContainerSaysHowLongItIs(int width, int height) {
        byte[] file = WebpImage.bytes(image(width, height, BufferedImage.TYPE_INT_ARGB, 1));
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(buffer.getInt(4)).isEqualTo(file.length - 8);
        assertThat(buffer.getInt(16)).isBetween(file.length - 21, file.length - 20);
        int size = buffer.getInt(21);
        assertThat(file[20]).isEqualTo((byte) 0x2f);
        assertThat((size & 0x3fff) + 1).isEqualTo(width);
        assertThat((size >>> 14 & 0x3fff) + 1).isEqualTo(height);
    }

    @Test
    void aPlainImageIsSmallAndANoisyOneHardlyLargerThanItsPixels() {
        BufferedImage plain = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        assertThat(WebpImage.bytes(plain)).hasSizeLessThan(200_000 / 4);
        assertThat(WebpImage.bytes(image(256, 256, BufferedImage.TYPE_INT_RGB, 2)))
                .hasSizeLessThan(256 * 256 * 3 + 4_000);
    }

    @Test
    void anImageThatIsTooLargeForOneBlockIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebpImage.bytes(new BufferedImage(513, 1, BufferedImage.TYPE_INT_RGB)));
    }

    @ParameterizedTest
    @CsvSource({"1000,500,256,128", "500,1000,128,256", "10,10,256,256", "5000,1,256,1"})
    void aThumbnailsLongerSideIsThatOfMlflow(int width, int height, int smallWidth, int smallHeight) {
        BufferedImage small = Images.thumbnail(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
        assertThat(small.getWidth()).isEqualTo(smallWidth);
        assertThat(small.getHeight()).isEqualTo(smallHeight);
    }
}
