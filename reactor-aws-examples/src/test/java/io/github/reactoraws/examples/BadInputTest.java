package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class BadInputTest {
  private static final AwsCredentialsProvider NOBODY = AnonymousCredentialsProvider.create();
  private static final AwsCredentialsProvider NONE =
      () -> {
        throw SdkClientException.create("Unable to load credentials from any of the providers");
      };

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--scal 5                            | unknown option --scal: did you mean --scale?",
        "--xyzzy                             | unknown option --xyzzy: see --help",
        "everything                          | unexpected argument everything: every option",
        "--scale                             | Missing required parameter for option '--scale' (N)",
        "--scale 5 --scale 6                 | option '--scale' (N) should be specified only once",
        "--scale 0                           | --scale must be 1 to 10000000, was 0",
        "--scale -1                          | --scale must be 1 to 10000000, was -1",
        "--scale many                        | --scale must be 1 to 10000000, was many",
        "--scale=                            | --scale must be 1 to 10000000, was \"\"",
        "--accounts 0                        | --accounts must be 1 to 100, was 0",
        "--accounts 111122223333             | --accounts must be 1 to 100, was 111122223333",
        "--accounts 1234 --role r --aws      | --accounts must be ids of 12 digits, separated by commas, was 1234",
        "--accounts 111122223333 --aws       | --accounts 111122223333 must come with --role NAME",
        "--role r --aws                      | --role must be used only together with --accounts, was r",
        "--role r                            | --role must be used only with --aws or --endpoint, was r",
        "--role a:b --accounts 111122223333 --aws | --role must be the name of an IAM role, without its ARN, was a:b",
        "--regions mars                      | --regions must be names such as us-east-1,eu-west-1, separated by commas, was mars",
        "--regions us-east-1,                | --regions must be names such as us-east-1,eu-west-1, separated by commas, was \"\"",
        "--services ec3                      | --services must be some of ec2, ec2:instance, ec2:volume",
        "--services ec2,ec2:instances        | s3:bucket, was ec2:instances",
        "--page-size 0                       | --page-size must be 5 to 1000, was 0",
        "--page-size 4                       | --page-size must be 5 to 1000, was 4",
        "--page-size 1001                    | --page-size must be 5 to 1000, was 1001",
        "--summary xml                       | --summary must be json, was xml",
        "--endpoint localhost:5000           | --endpoint must be a URL such as http://127.0.0.1:5000, was localhost:5000",
        "--endpoint ftp://localhost          | --endpoint must be a URL such as http://127.0.0.1:5000, was ftp://localhost",
        "--endpoint http://                  | --endpoint must be a URL such as http://127.0.0.1:5000, was http://",
        "--endpoint http://localhost:99999   | --endpoint must be a URL such as http://127.0.0.1:5000, was http://localhost:99999",
        "--endpoint http://a --scale 5       | --scale must be used not together with --endpoint, was 5",
        "--aws --scale 5                     | --scale must be used not together with --aws, was 5",
        "--aws --endpoint http://a           | --endpoint must be used not together with --aws, was http://a",
        "--output /no/such/folder/f          | --output must be a file that can be written, was /no/such/folder/f",
      })
  void badInput_isOneLineThatNamesIt(String args, String message) {
    CommandLineRun run = CommandLineRun.as(NOBODY, args.split(" "));

    assertRefused(run, message);
  }

  @ParameterizedTest
  @CsvSource({"--aws", "--endpoint=http://127.0.0.1:1"})
  void noCredentials_areMissedBeforeAnythingStarts(String option) {
    CommandLineRun run = CommandLineRun.as(NONE, option);

    assertRefused(run, option.split("=", 2)[0] + " needs AWS credentials and found none: set AWS_");
  }

  @Test
  void outputThatIsAFolder_isRefused(@TempDir Path folder) {
    CommandLineRun run = CommandLineRun.as(NOBODY, "--output", folder.toString());

    assertRefused(run, "--output must be a file that can be written, was " + folder);
  }

  @Test
  void cacheThatIsAFile_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CommandLineRun run = CommandLineRun.as(NOBODY, "--cache", file.toString());

    assertRefused(run, "--cache must be a folder, or the name of a new one, was " + file);
  }

  @Test
  void valueOfSeveralLines_isToldInOne() {
    List<String> args = new ArrayList<>(List.of("--scale", "1\n\tat com.example.Trace"));

    assertRefused(CommandLineRun.as(NOBODY, args.toArray(String[]::new)), "was 1 at com.example");
  }

  private static void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err()).singleElement().asString().contains(message);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}
