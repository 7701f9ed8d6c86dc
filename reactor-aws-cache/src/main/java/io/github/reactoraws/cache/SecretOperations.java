package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Tells which answers of AWS may hold secrets, so that they are kept in memory only.
 *
 * <p>Listed is what hands out credentials, keys, tokens and signed URLs, and what shows where
 * people put them in plain: environment variables, user data, connection properties. Not listed is
 * what may hold anything at all, such as objects, messages, logs or the payloads of functions and
 * state machines, nor what AWS masks in its answers. A user's own keys are the user's to judge.
 *
 * <p>Pure, immutable.
 */
final class SecretOperations {

  /*
   * By the services' signing names, which the SDK's clients call serviceName(), and operations as
   * the SDK names them: AssumeRoleWithSaml, not SAML. Each was looked up in the service's model.
   */
  private static final String LISTED =
      """
      IoTSecuredTunneling OpenTunnel RotateTunnelAccessToken
      acm ExportCertificate
      airflow CreateCliToken CreateWebLoginToken
      amplify GetApp ListApps GetBranch ListBranches CreateApp UpdateApp CreateBranch UpdateBranch
      amplifybackend CreateToken GetToken GetBackendAuth
      amplifyuibuilder ExchangeCodeForToken RefreshToken
      apigateway CreateApiKey GetApiKey GetApiKeys UpdateApiKey GetUsagePlanKey GetUsagePlanKeys
      appconfig GetConfiguration GetLatestConfiguration GetHostedConfigurationVersion
      apprunner DescribeService CreateService UpdateService
      appstream CreateStreamingUrl CreateImageBuilderStreamingUrl
      appsync CreateApiKey ListApiKeys UpdateApiKey GetGraphqlApiEnvironmentVariables
      athena CreatePresignedNotebookUrl GetSessionEndpoint
      autoscaling DescribeLaunchConfigurations
      awsssoportal GetRoleCredentials
      batch DescribeJobDefinitions DescribeJobs
      bedrock-agentcore GetResource* GetWorkloadAccessToken* GetAgentRuntime
      cloudhsm DescribeClusters CreateCluster
      codeartifact GetAuthorizationToken
      codebuild BatchGetProjects BatchGetBuilds BatchGetBuildBatches BatchGetSandboxes
      codebuild CreateProject UpdateProject StartBuild StartBuildBatch StartSandboxConnection
      codepipeline GetPipeline GetJobDetails GetThirdPartyJobDetails PollForJobs ListWebhooks
      cognito-identity GetCredentialsForIdentity GetOpenIdToken*
      cognito-idp AdminInitiateAuth AdminRespondToAuthChallenge InitiateAuth
      cognito-idp RespondToAuthChallenge GetTokensFromRefreshToken AssociateSoftwareToken
      cognito-idp CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient
      cognito-idp AddUserPoolClientSecret ListUserPoolClientSecrets
      cognito-idp DescribeIdentityProvider GetIdentityProviderByIdentifier
      connect GetFederationToken
      datazone GetEnvironmentCredentials GetConnection ListConnections
      deadline Assume*Role*
      ec2 CreateKeyPair GetPasswordData GetConsoleOutput
      ec2 DescribeInstanceAttribute DescribeSpotInstanceRequests RequestSpotInstances
      ec2 DescribeSpotFleetRequests DescribeLaunchTemplateVersions CreateLaunchTemplateVersion
      ec2 GetLaunchTemplateData
      ec2 CreateVpnConnection DescribeVpnConnections ModifyVpn*
      ec2 GetVpnConnectionDeviceSampleConfiguration
      ec2 DescribeVerifiedAccessTrustProviders ExportVerifiedAccessInstanceClientConfiguration
      ecr GetAuthorizationToken GetDownloadUrlForLayer
      ecr-public GetAuthorizationToken
      ecs DescribeTaskDefinition RegisterTaskDefinition DeregisterTaskDefinition
      ecs DescribeTasks RunTask StartTask ExecuteCommand
      ecs DescribeDaemonTaskDefinition DescribeExpressGatewayService
      eks-auth AssumeRoleForPodIdentity
      elasticbeanstalk DescribeConfigurationSettings
      elasticmapreduce GetClusterSessionCredentials Get*PresignedUrl DescribeNotebookExecution
      emr-containers GetManagedEndpointSessionCredentials
      emr-serverless GetDashboardForJobRun GetSessionEndpoint
      finspace-api GetProgrammaticAccessCredentials GetExternalDataViewAccessDetails
      gamelift GetComputeAccess GetComputeAuthToken GetInstanceAccess RequestUploadCredentials
      glue GetConnection GetConnections GetJob GetJobs BatchGetJobs
      grafana CreateWorkspaceApiKey CreateWorkspaceServiceAccountToken
      iam CreateAccessKey CreateVirtualMfaDevice
      iam CreateServiceSpecificCredential ResetServiceSpecificCredential
      iot CreateKeysAndCertificate CreateProvisioningClaim
      ivs CreateStreamKey GetStreamKey BatchGetStreamKey CreateParticipantToken
      ivschat CreateChatToken
      kinesisvideo GetIceServerConfig
      kms Decrypt DeriveSharedSecret GenerateDataKey* GenerateMac GenerateRandom ReEncrypt
      lakeformation AssumeDecoratedRoleWithSaml GetTemporary*Credentials
      lambda GetFunction GetFunctionConfiguration ListFunctions ListVersionsByFunction
      lambda CreateFunction UpdateFunctionCode UpdateFunctionConfiguration PublishVersion
      lambda GetLayerVersion GetLayerVersionByArn
      license-manager GetAccessToken CreateToken
      lightsail CreateBucketAccessKey GetBucketAccessKeys CreateContainerServiceRegistryLogin
      lightsail GetContainerServices GetContainerServiceDeployments
      lightsail CreateKeyPair DownloadDefaultKeyPair
      lightsail GetInstanceAccessDetails GetRelationalDatabaseMasterUserPassword
      mediapackage DescribeChannel ListChannels CreateChannel
      payment-cryptography DecryptData
      pca-connector-scep CreateChallenge GetChallengePassword
      quicksight GenerateEmbedUrl* GetDashboardEmbedUrl GetSessionEmbedUrl
      redshift GetClusterCredentials* GetIdentityCenterAuthToken
      redshift-serverless GetCredentials GetIdentityCenterAuthToken
      s3 CreateSession GetDataAccess
      sagemaker CreatePresigned* CreatePartnerAppPresignedUrl CreateHubContentPresignedUrls
      sagemaker DescribeModel DescribeModelPackage DescribeTrainingJob DescribeProcessingJob
      sagemaker DescribeTransformJob
      secretsmanager GetSecretValue BatchGetSecretValue GetRandomPassword
      signin CreateOAuth2Token
      ssm GetParameter GetParameters GetParametersByPath GetParameterHistory
      ssm GetAccessToken StartSession ResumeSession ListCommands
      sso GetRoleCredentials
      sso-oauth CreateToken* RegisterClient
      storagegateway DescribeChapCredentials
      sts AssumeRole* AssumeRoot GetSessionToken GetFederationToken
      sts GetDelegatedAccessToken GetWebIdentityToken
      wafv2 CreateApiKey ListApiKeys
      workmail AssumeImpersonationRole
      """;

  private static final Map<String, List<String>> OPERATIONS = new TreeMap<>();
  private static final Map<String, List<KeyPattern>> PATTERNS = new TreeMap<>();

  static {
    LISTED
        .lines()
        .forEach(
            line -> {
              String[] words = line.split(" ", -1);
              for (int i = 1; i < words.length; i++) {
                OPERATIONS.computeIfAbsent(words[0], none -> new ArrayList<>()).add(words[i]);
                PATTERNS
                    .computeIfAbsent(words[0], none -> new ArrayList<>())
                    .add(KeyPattern.of(path(words[0], words[i], "*")));
              }
            });
  }

  private final List<KeyPattern> allowed;

  private SecretOperations(List<KeyPattern> allowed) {
    this.allowed = allowed;
  }

  /**
   * All that are listed, but those that the user takes for harmless.
   *
   * @param allowed operations, such as {@code lambda:ListFunctions}
   * @throws IllegalArgumentException if one is not listed, so that nothing would change; the
   *     message names it and what is listed of its service
   */
  static SecretOperations allBut(Collection<String> allowed) {
    List<KeyPattern> patterns = new ArrayList<>();
    for (String name : allowed) {
      String[] words = Objects.requireNonNull(name, "allowed").split(":", 2);
      if (words.length < 2 || !isListed(words[0], path(words[0], words[1], "any"))) {
        throw new IllegalArgumentException(
            "allowed must be operations whose answers may hold secrets, such as"
                + " lambda:ListFunctions, was \"%s\"; of \"%s\" these are %s"
                    .formatted(name, words[0], OPERATIONS.getOrDefault(words[0], List.of())));
      }
      patterns.add(KeyPattern.of(path(words[0], words[1], "*")));
    }
    return new SecretOperations(List.copyOf(patterns));
  }

  /** Whether the answer that a key stands for may hold secrets. */
  boolean mayBeIn(CacheKey key) {
    String[] parts = key.path().split("/", 4);
    return parts.length == 4
        && !parts[0].startsWith("~") // a user's own
        && isListed(parts[2], key.path())
        && allowed.stream().noneMatch(pattern -> pattern.matches(key.path()));
  }

  private static boolean isListed(String service, String path) {
    return PATTERNS.getOrDefault(service, List.of()).stream()
        .anyMatch(pattern -> pattern.matches(path));
  }

  /** What a key's path is like: account, region, service, operation, caller, digest. */
  private static String path(String service, String operation, String other) {
    return String.join("/", other, other, service, operation, other, other);
  }
}
