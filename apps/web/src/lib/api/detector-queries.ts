import { queryOptions } from '@tanstack/react-query';
import { browserApi } from './browser';
import { unwrap } from './problem';

export const detectorsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'detectors'],
    queryFn: ({ signal }) => unwrap(browserApi.GET('/v1/orgs/{org}/detectors', { params: { path: { org } }, signal })),
  });

export const customDetectorsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'custom-detectors'],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/custom-detectors', { params: { path: { org } }, signal })),
  });

export const detectorBundlesQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'detector-bundles'],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/detector-bundles', { params: { path: { org } }, signal })),
  });

export const registeredSecretsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'registered-secrets'],
    queryFn: ({ signal }) =>
      unwrap(browserApi.GET('/v1/orgs/{org}/registered-secrets', { params: { path: { org } }, signal })),
  });
