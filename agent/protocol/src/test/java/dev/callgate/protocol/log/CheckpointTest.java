package dev.callgate.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SignedNote;
import dev.callgate.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  @Test
  void whatIsSignedIsRead() throws Exception {
    Checkpoint written = new Checkpoint("callgate/abc/audit", 20_852_163, SignedNote.base64(ROOT));
    String note = written.sign(KEY);

    assertThat(note)
        .startsWith("callgate/abc/audit\n20852163\n" + ROOT + "\n\n\u2014 callgate/abc/");
    assertThat(Checkpoint.verify(utf8(note), KEY.publicKey()).equalTo(written)).isTrue();
    assertThatThrownBy(() -> Checkpoint.verify(utf8(note), SigningKey.generate().publicKey()))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o\n1\n" + ROOT + "\nmore\n",
        "o\n1\n",
        "o\n01\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n1\nAAAA\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n"
      })
  void whatIsSignedAndNoCheckpointIsRefused(String text) {
    assertThatThrownBy(
            () -> Checkpoint.verify(utf8(SignedNote.sign(text, "o", KEY)), KEY.publicKey()))
        .isInstanceOf(ProtocolException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
